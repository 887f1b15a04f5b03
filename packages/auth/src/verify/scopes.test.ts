import { expect, test } from 'vitest';
import { outcomeOf } from './outcome.ts';
import { requireScopes } from './scopes.ts';
import type { AuthResult } from './types.ts';

const times = { issuedAt: new Date(0), expiresAt: new Date(9e12) };
const withScopes = (scopes?: string[]): AuthResult => ({
  kind: 'signed-in',
  auth: { userId: 'u', sessionId: 's', name: '', ...times, ...(scopes && { scopes }) },
});

test.each<[string, string[] | undefined, boolean]>([
  ['all of them', ['tasks:read', 'tasks:write', 'other'], true],
  ['one of two', ['tasks:read'], false],
  ['a longer name', ['tasks:read', 'tasks:writer'], false],
  ['none', [], false],
  ['no claim', undefined, false],
])('a token with %s', (_title, scopes, reaches) => {
  const result = withScopes(scopes);
  const forbidden = { kind: 'forbidden', scope: 'tasks:read tasks:write' };
  expect(requireScopes(result, ['tasks:read', 'tasks:write'])).toEqual(
    reaches ? result : forbidden,
  );
});

test.each<AuthResult>([
  { kind: 'none' },
  { kind: 'unavailable' },
  { kind: 'invalid', code: 'TOKEN_EXPIRED' },
])('whoever is not signed in is told that first: $kind', (result) => {
  expect(requireScopes(result, ['tasks:read'])).toBe(result);
});

test('too few scopes are 403 and never 401: a new token would not help', () => {
  expect(outcomeOf({ kind: 'forbidden', scope: 'tasks:write' })).toEqual({
    status: 403,
    trpcCode: 'FORBIDDEN',
    wwwAuthenticate: 'Bearer error="insufficient_scope", scope="tasks:write"',
    code: 'INSUFFICIENT_SCOPE',
    message: 'This is not allowed with the sign-in at hand.',
  });
});
