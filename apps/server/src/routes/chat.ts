import { contextForUser, createCaller } from '@parley/api';
import type { AssistantContext } from '@parley/assistant';
import { unauthenticatedResponse } from '@parley/auth/verify';
import type { AuthResult, CredentialWatch } from '@parley/auth/verify';
import type { ChatKitServer } from '@parley/chatkit';
import type { Database } from '@parley/db';
import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import { onBodyEnd } from '../http/on-body-end.ts';
import { readLocale } from './locale.ts';

/** What the chat door needs. */
export interface ChatRouteOptions {
  authenticate(request: Request): Promise<AuthResult>;
  /** Ends an answer when the token of its request ends and its session has shown no newer one. */
  credentials: Pick<CredentialWatch, 'watch'>;
  /** Where the metadata of this service is, for challenges. */
  resourceMetadata: string;
  chat: ChatKitServer<AssistantContext>;
  db: Database;
  now(): Date;
}

/**
 * The ChatKit door. The assistant gets a caller that is bound to whoever sent the token, so that
 * nothing a model writes can name another user.
 */
export function chatRoute(options: ChatRouteOptions): (c: Context<AppEnv>) => Promise<Response> {
  const { authenticate, credentials, resourceMetadata, chat, db, now } = options;
  return async (c) => {
    const requestId = c.get('requestId');
    const result = await authenticate(c.req.raw);
    if (result.kind !== 'signed-in') return unauthenticatedResponse(result, { resourceMetadata });
    const { auth } = result;
    const timeZone = c.req.header('x-time-zone');
    const api = contextForUser({ auth, db, requestId, timeZone, now });
    const ended = new AbortController();
    const { signal } = c.req.raw;
    // Not `AbortSignal.any`, which lets go of signals that nothing else holds.
    signal.addEventListener('abort', () => ended.abort(signal.reason), { once: true });
    if (signal.aborted) ended.abort(signal.reason);
    const unwatch = credentials.watch(auth, () => ended.abort());
    const request = new Request(c.req.raw, { signal: ended.signal });
    const answer = await chat.handle(request, {
      userId: auth.userId,
      userName: auth.name,
      caller: createCaller(api),
      timeZone: api.timeZone,
      locale: readLocale(c.req.header('accept-language')),
      requestId,
    });
    const response = onBodyEnd(answer, unwatch);
    // A proxy that collects or compresses the stream would hold the words back.
    response.headers.set('x-accel-buffering', 'no');
    response.headers.set('cache-control', 'no-store, no-transform');
    return response;
  };
}
