import { contextForUser, createCaller } from '@parley/api';
import type { AssistantContext } from '@parley/assistant';
import { unauthenticatedResponse } from '@parley/auth/verify';
import type { AuthResult } from '@parley/auth/verify';
import type { ChatKitServer } from '@parley/chatkit';
import type { Database } from '@parley/db';
import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import { readLocale } from './locale.ts';

/** What the chat door needs. */
export interface ChatRouteOptions {
  authenticate(request: Request): Promise<AuthResult>;
  chat: ChatKitServer<AssistantContext>;
  db: Database;
  now(): Date;
}

/**
 * The ChatKit door. The assistant gets a caller that is bound to whoever sent the token, so that
 * nothing a model writes can name another user.
 */
export function chatRoute(options: ChatRouteOptions): (c: Context<AppEnv>) => Promise<Response> {
  const { authenticate, chat, db, now } = options;
  return async (c) => {
    const requestId = c.get('requestId');
    const result = await authenticate(c.req.raw);
    if (result.kind !== 'signed-in') return unauthenticatedResponse(result);
    const { auth } = result;
    const timeZone = c.req.header('x-time-zone');
    const api = contextForUser({ auth, db, requestId, timeZone, now });
    const response = await chat.handle(c.req.raw, {
      userId: auth.userId,
      userName: auth.name,
      caller: createCaller(api),
      timeZone: api.timeZone,
      locale: readLocale(c.req.header('accept-language')),
      requestId,
    });
    // A proxy that collects or compresses the stream would hold the words back.
    response.headers.set('x-accel-buffering', 'no');
    response.headers.set('cache-control', 'no-store, no-transform');
    return response;
  };
}
