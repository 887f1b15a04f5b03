import { handleTrpc } from '@parley/api';
import type { ApiContextFactory } from '@parley/api';
import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import type { Logger } from '../log/logger.ts';

/** Where the API lives. */
export const trpcEndpoint = '/api/trpc';

/**
 * The tRPC door.
 *
 * @param options.stopping ends open subscriptions, which would otherwise outlast any shutdown;
 *   clients connect again by themselves.
 */
export function trpcRoute(options: {
  createContext: ApiContextFactory;
  stopping: AbortSignal;
  log: Logger;
}): (c: Context<AppEnv>) => Promise<Response> {
  const { createContext, stopping, log } = options;
  return (c) => {
    const requestId = c.get('requestId');
    const stream = c.req.header('accept')?.includes('text/event-stream') === true;
    const request = stream ? endedBy(c.req.raw, stopping) : c.req.raw;
    return handleTrpc(request, {
      context: createContext(request, { requestId }),
      endpoint: trpcEndpoint,
      onError: ({ path, code, httpStatus, error }) => {
        if (httpStatus < 500) return;
        log.error(
          { requestId, procedure: path.slice(0, 100), code, err: error },
          'procedure failed',
        );
      },
    });
  };
}

function endedBy(request: Request, stopping: AbortSignal): Request {
  return new Request(request, { signal: AbortSignal.any([request.signal, stopping]) });
}
