import type { MiddlewareHandler } from 'hono';
import { bodyLimit as readWithLimit } from 'hono/body-limit';
import type { AppEnv } from './app-env.ts';
import { errorResponse } from './http-error.ts';

/** Bytes of a request body that a route accepts. */
export const bodyLimits = {
  auth: 64 * 1024,
  chat: 256 * 1024,
  /** Routes that read no body at all. */
  other: 0,
} as const;

/** Answers 413 to a body of more than `maxBytes`, whether or not its length is announced. */
export function bodyLimit(maxBytes: number): MiddlewareHandler<AppEnv> {
  const tooLarge = (requestId: string): Response =>
    errorResponse({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
      message: `Send at most ${maxBytes} bytes.`,
      requestId,
    });
  const counting = readWithLimit({
    maxSize: maxBytes,
    onError: (c) => tooLarge(c.get('requestId')),
  });
  return async (c, next) => {
    const announced = c.req.header('content-length');
    const chunked = c.req.header('transfer-encoding') !== undefined;
    // Comparing the header keeps the request's fast path: touching `raw.body` would give it up.
    if (announced !== undefined && !chunked) {
      return Number(announced) <= maxBytes ? next() : tooLarge(c.get('requestId'));
    }
    const bodiless = c.req.method === 'GET' || c.req.method === 'HEAD';
    return bodiless && !chunked ? next() : counting(c, next);
  };
}
