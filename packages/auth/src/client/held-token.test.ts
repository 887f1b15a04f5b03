import { expect, test } from 'vitest';
import { unsignedToken } from '../../test/unsigned-token.ts';
import { subjectOf } from './index.ts';

test('the subject of a token is read, and of nothing else', () => {
  expect(subjectOf(unsignedToken({ sub: 'u1', iat: 0, exp: 600 }))).toBe('u1');
  for (const other of ['opaque', '', 'e30.e30.x', 'e30.bnVsbA.x', `e30.${btoa('{"sub":7}')}.x`]) {
    expect(subjectOf(other)).toBeUndefined();
  }
});
