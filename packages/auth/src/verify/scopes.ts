import type { AuthResult, Forbidden } from './types.ts';

/**
 * Demands scopes (RFC 6749 §3.3) of a caller who is signed in: the result as it was, or `forbidden`
 * when the token lacks one of them. A token without a `scope` claim has none.
 */
export function requireScopes(
  result: AuthResult,
  scopes: readonly string[],
): AuthResult | Forbidden {
  if (result.kind !== 'signed-in') return result;
  const held = new Set(result.auth.scopes);
  if (scopes.every((scope) => held.has(scope))) return result;
  return { kind: 'forbidden', scope: scopes.join(' ') };
}
