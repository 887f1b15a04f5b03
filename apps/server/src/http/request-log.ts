import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Logger } from '../log/logger.ts';
import { loggablePath } from '../log/loggable-path.ts';
import type { AppEnv } from './app-env.ts';

/**
 * Gives each request an id of our own, returned as `x-request-id`, and writes one line when its
 * answer has left. An id that the client sends is ignored: a log whose ids strangers choose proves
 * nothing.
 */
export function requestLog(log: Logger): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const from = performance.now();
    const requestId = randomUUID();
    c.set('requestId', requestId);
    await next();
    c.res.headers.set('x-request-id', requestId);
    const status = c.res.status;
    const write = (complete: boolean): void => {
      const level = levelOf(status);
      if (!log.isLevelEnabled(level)) return;
      log[level](
        {
          requestId,
          method: c.req.method,
          path: loggablePath(c.req.path),
          status,
          ms: Math.round(performance.now() - from),
          ...(complete ? {} : { cut: true }),
        },
        'request',
      );
    };
    const outgoing = c.env?.outgoing;
    if (!outgoing) return write(true);
    outgoing.once('close', () => write(outgoing.writableFinished));
  };
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}
