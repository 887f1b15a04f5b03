import { expect, test } from 'vitest';
import { authError } from './errors.ts';

const resourceMetadata = 'https://parley.example/.well-known/oauth-protected-resource';

test('a token that does not reach far enough is FORBIDDEN, not UNAUTHORIZED', () => {
  const error = authError({ kind: 'forbidden', scope: 'tasks:write' }, { resourceMetadata });
  expect([error.code, error.authCode]).toEqual(['FORBIDDEN', 'INSUFFICIENT_SCOPE']);
  expect(error.headers).toEqual({
    'www-authenticate': `Bearer error="insufficient_scope", scope="tasks:write", resource_metadata="${resourceMetadata}"`,
  });
});

test('a refused token is UNAUTHORIZED and told where to ask', () => {
  const error = authError({ kind: 'invalid', code: 'TOKEN_EXPIRED' }, { resourceMetadata });
  expect([error.code, error.authCode]).toEqual(['UNAUTHORIZED', 'TOKEN_EXPIRED']);
  expect(error.headers['www-authenticate']).toContain(`resource_metadata="${resourceMetadata}"`);
});

test('keys out of reach are SERVICE_UNAVAILABLE with a time to wait and no challenge', () => {
  const error = authError({ kind: 'unavailable' }, { resourceMetadata });
  expect([error.code, error.authCode]).toEqual(['SERVICE_UNAVAILABLE', 'AUTH_UNAVAILABLE']);
  expect(error.headers).toEqual({ 'retry-after': '5' });
});
