import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';
import { errorResponse } from './http-error.ts';

/** A check that has not answered by then means that the database is away. */
const checkMs = 1000;

/** How libraries that know nothing of it report its absence: as their own fault or the client's. */
const suspicious = new Set([422, 500]);

/**
 * Turns what may come of it into 503 with `Retry-After` while the database does not answer or take
 * writes: a client may try again after that.
 */
export function databaseDown(
  check: (signal: AbortSignal) => Promise<void>,
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    if (!suspicious.has(c.res.status)) return;
    const away = await check(AbortSignal.timeout(checkMs)).then(
      () => false,
      () => true,
    );
    if (!away) return;
    // Hono adds the headers of the answer that is replaced; they describe another body.
    c.res = undefined;
    c.res = errorResponse({
      status: 503,
      code: 'SERVICE_UNAVAILABLE',
      message: 'The database cannot answer or store just now. Try again in a moment.',
      requestId: c.get('requestId'),
      headers: { 'retry-after': '5' },
    });
  };
}
