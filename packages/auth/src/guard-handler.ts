import { AUTH_PATH } from './auth-options.ts';
import { withObjectBody } from './object-body.ts';

/** What the guard needs beside the handler. */
export interface GuardOptions {
  /** Answers the request for the public keys. */
  jwks(request: Request): Promise<Response>;
  /** Told of a failure inside Better Auth; the message holds no value of a statement. */
  log?: ((level: 'error', message: string) => void) | undefined;
}

/**
 * Wraps Better Auth's handler: the keys are answered by us; no answer may be stored unless it says
 * so; no address with a secret in it leaks as a referrer; a JSON body is an object; a refusal for
 * haste says when to come back in the standard header; and an unexpected failure is a neutral 500.
 */
export function guardHandler(
  handler: (request: Request) => Promise<Response>,
  options: GuardOptions,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (new URL(request.url).pathname === `${AUTH_PATH}/jwks`) return options.jwks(request);
    let response: Response;
    try {
      const readable = await withObjectBody(request);
      response = readable === null ? noObject() : await handler(readable);
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      // A client that goes while it still sends is no failure, and hears nothing any more.
      if (!request.signal.aborted) options.log?.('error', `Better Auth failed: ${name}`);
      response = Response.json(
        { code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong. Try again in a moment.' },
        { status: 500 },
      );
    }
    const headers = new Headers(response.headers);
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
    headers.set('referrer-policy', 'no-referrer');
    const wait = headers.get('x-retry-after');
    if (wait !== null) headers.set('retry-after', wait);
    const { status, statusText } = response;
    return new Response(response.body, { status, statusText, headers });
  };
}

function noObject(): Response {
  return Response.json(
    { code: 'BAD_REQUEST', message: 'The body must be a JSON object in UTF-8.' },
    { status: 400 },
  );
}
