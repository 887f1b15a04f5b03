import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';

/** The part of Better Auth that answers requests. */
export interface AuthHandler {
  handler(request: Request): Promise<Response>;
}

/** Better Auth's own doors. Whatever they answer is about one person, so no cache keeps it. */
export function authRoute(auth: AuthHandler): (c: Context<AppEnv>) => Promise<Response> {
  return async (c) => {
    const response = await auth.handler(c.req.raw);
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
    return response;
  };
}

/** The published keys at the address where other services look for them. */
export function jwksRoute(
  auth: AuthHandler,
  baseUrl: string,
): (c: Context<AppEnv>) => Promise<Response> {
  return (c) => {
    const headers = new Headers();
    const tag = c.req.header('if-none-match');
    if (tag !== undefined) headers.set('if-none-match', tag);
    return auth.handler(new Request(`${baseUrl}/api/auth/jwks`, { headers }));
  };
}
