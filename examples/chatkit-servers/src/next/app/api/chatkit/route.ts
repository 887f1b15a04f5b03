// A route handler of Next.js is a module that exports functions from `Request` to `Response`, so
// this file needs nothing of Next.js and the tests run it without.
import { userOf } from '../../../../demo.ts';
import { chatkit } from '../../../lib/chatkit.ts';

/** Answers are streamed, so Next.js must not try to keep one. */
export const dynamic = 'force-dynamic';

/** ChatKit at `/api/chatkit`. */
export async function POST(request: Request): Promise<Response> {
  return chatkit.handle(request, userOf(request));
}
