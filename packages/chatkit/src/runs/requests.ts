import { z } from 'zod';
import { ChatKitError } from '../errors.ts';
import { isRecord } from '../internal/equal.ts';
import { operationOf } from '../internal/request-body.ts';
import { maybe } from '../protocol/lenient.ts';

const id = z.string().min(1);

/** A request of one of the operations that a server with `runs` adds to the protocol. */
export type RunRequest =
  | { type: 'threads.resume'; params: { thread_id: string; after?: string | undefined } }
  | { type: 'threads.stop'; params: { thread_id: string } };

const runRequestSchema: z.ZodType<RunRequest> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('threads.resume'),
    params: z.object({ thread_id: id, after: maybe(z.string()) }),
  }),
  z.object({ type: z.literal('threads.stop'), params: z.object({ thread_id: id }) }),
]);

/**
 * Reads a request about a run; nothing for every other request.
 *
 * @throws ChatKitError `invalid_request` with the name of the field.
 */
export function readRunRequest(body: unknown): RunRequest | undefined {
  const operation = operationOf(body);
  if (operation !== 'threads.resume' && operation !== 'threads.stop') return undefined;
  const parsed = runRequestSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? 'body' : issue.path.join('.');
  throw new ChatKitError('invalid_request', `${where}: ${issue?.message ?? 'not valid'}`);
}

/**
 * Whether a request asks for a run that outlives its connection: `metadata: { resumable: true }`.
 * A client that does not know of runs stops an answer by going away, so it has to ask.
 */
export function asksForRun(body: unknown): boolean {
  return isRecord(body) && isRecord(body['metadata']) && body['metadata']['resumable'] === true;
}
