import { expect, it } from 'vitest';
import { explainSocialFailure } from './social-failure.ts';

it.each([
  ['account_not_linked', /already an account/],
  ['access_denied', /stopped at the other site/],
  ['SECOND_FACTOR_REQUIRED', /second step/],
])('%s has words of its own', (error, words) => {
  expect(explainSocialFailure(error)).toMatch(words);
});

it('says nothing that stands in the address', () => {
  const text = explainSocialFailure('<b>Call 555-1234 to unlock your account</b>');
  expect(text).toBe('The sign-in through the other site did not work. Please try again.');
});
