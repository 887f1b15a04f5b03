import { expect, it } from 'vitest';
import { checkEmail, checkName, checkNewPassword, explainAuthFailure } from './auth-messages.ts';

it('asks for 8 to 128 characters', () => {
  expect(checkNewPassword('1234567')).toBe('Use 8 to 128 characters.');
  expect(checkNewPassword('12345678')).toBeUndefined();
  expect(checkNewPassword('x'.repeat(128))).toBeUndefined();
  expect(checkNewPassword('x'.repeat(129))).toBeDefined();
});

it.each(['', 'ada', 'ada@example', '@example.com', 'a da@example.com'])('refuses %j', (email) => {
  expect(checkEmail(email)).toBeDefined();
});

it('accepts an address with spaces around it', () => {
  expect(checkEmail(' ada@example.com ')).toBeUndefined();
});

it('wants a name that is not only spaces', () => {
  expect(checkName('  ')).toBeDefined();
  expect(checkName('Ada')).toBeUndefined();
});

it('puts a duplicate address next to its field', () => {
  expect(
    explainAuthFailure({ status: 422, code: 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL' }).field,
  ).toBe('email');
});

it.each([
  [{ status: 0 }, /connection/],
  [{ status: 429 }, /Wait a minute/],
  [{ status: 500, code: 'SOMETHING_NEW' }, /our side/],
  [{ status: 401, code: 'INVALID_EMAIL_OR_PASSWORD' }, /address and password/],
])('explains %j', (failure, words) => {
  expect(explainAuthFailure(failure).text).toMatch(words);
});
