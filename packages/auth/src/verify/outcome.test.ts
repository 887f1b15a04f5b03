import { expect, test } from 'vitest';
import { challenge, outcomeOf, unauthenticatedResponse } from './outcome.ts';
import type { AuthResult, InvalidTokenCode } from './types.ts';

function row(result: AuthResult): [number, string] {
  const { status, trpcCode } = outcomeOf(result);
  return [status, trpcCode];
}

test('the table: kind → status and tRPC code', () => {
  const auth = {
    userId: 'u',
    sessionId: 's',
    name: '',
    issuedAt: new Date(0),
    expiresAt: new Date(0),
  };
  expect(row({ kind: 'signed-in', auth })).toEqual([200, 'INTERNAL_SERVER_ERROR']);
  expect(row({ kind: 'none' })).toEqual([401, 'UNAUTHORIZED']);
  expect(row({ kind: 'unavailable' })).toEqual([503, 'SERVICE_UNAVAILABLE']);
  const invalid = (code: InvalidTokenCode) => row({ kind: 'invalid', code });
  expect(invalid('TOKEN_EXPIRED')).toEqual([401, 'UNAUTHORIZED']);
  expect(invalid('SIGNATURE_INVALID')).toEqual([401, 'UNAUTHORIZED']);
  expect(invalid('TOKEN_REVOKED')).toEqual([401, 'UNAUTHORIZED']);
  expect(outcomeOf({ kind: 'forbidden' }).status).toBe(403);
  expect(invalid('AUTHORIZATION_MALFORMED')).toEqual([400, 'BAD_REQUEST']);
  expect(invalid('TOKEN_IN_QUERY')).toEqual([400, 'BAD_REQUEST']);
});

test('a challenge quotes and escapes its values, and refuses what no header may carry', () => {
  expect(challenge({})).toBe('Bearer');
  expect(challenge({ realm: 'a"b\\c' })).toBe('Bearer realm="a\\"b\\\\c"');
  expect(() => challenge({ realm: 'a\r\nx: y' })).toThrow(TypeError);
  expect(() => challenge({ realm: 'é' })).toThrow(TypeError);
});

test('the answer to a stranger is never stored', async () => {
  const response = unauthenticatedResponse({ kind: 'none' });
  expect(response.status).toBe(401);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  expect(await response.json()).toEqual({
    code: 'SIGN_IN_REQUIRED',
    message: 'Sign in to continue.',
  });
});

test.each<[AuthResult, string]>([
  [{ kind: 'none' }, 'Bearer resource_metadata="https://a.example/m"'],
  [
    { kind: 'invalid', code: 'TOKEN_EXPIRED' },
    'Bearer error="invalid_token", error_description="The token has expired", resource_metadata="https://a.example/m"',
  ],
])('a challenge says where the metadata of the resource is: $0.kind', (result, written) => {
  const options = { resourceMetadata: 'https://a.example/m' };
  expect(outcomeOf(result, options).wwwAuthenticate).toBe(written);
});
