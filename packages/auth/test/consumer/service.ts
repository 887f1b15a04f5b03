import {
  createAuthenticate,
  createVerifier,
  remoteKeys,
  unauthenticatedResponse,
} from '@parley/auth/verify';
import type { TokenRules } from '@parley/auth/verify';

/** A service of somebody else that wants to know who calls. */
export function openService(
  rules: TokenRules,
  keysUrl: string,
): (request: Request) => Promise<Response> {
  const verifier = createVerifier({ ...rules, keys: remoteKeys(keysUrl) });
  const authenticate = createAuthenticate(verifier);
  return async (request) => {
    const result = await authenticate(request);
    if (result.kind !== 'signed-in') return unauthenticatedResponse(result);
    return new Response(`Hello ${result.auth.userId}`);
  };
}
