import type { InvalidTokenCode } from '../src/verify/index.ts';
import type { TokenCase } from './corpus-format.ts';
import { AUDIENCE, NOW, claiming, headed, mint, paddedClaims, secondKey } from './minter.ts';
import { refusedClaims } from './refused-claims.ts';
import { refusedForms } from './refused-forms.ts';

/** Refused tokens by code, then by what is wrong with them. */
export type RefusedTokens = Partial<Record<InvalidTokenCode, Record<string, string>>>;

const header = { alg: 'EdDSA', kid: 'key-1' };

const goodTokens: Record<string, string> = {
  'a good token': mint(),
  'typ JWT': headed({ ...header, typ: 'JWT' }),
  'the other published key': mint({ header: { ...header, kid: 'key-2' }, key: secondKey }),
  'aud as a string': claiming({ aud: AUDIENCE }),
  'aud naming us among others': claiming({ aud: ['other', AUDIENCE] }),
  'exp past, within the tolerance': claiming({ exp: NOW - 4 }),
  'iat in the future, within the tolerance': claiming({ iat: NOW + 5 }),
  'nbf in the past': claiming({ nbf: NOW - 10 }),
  'no name': claiming({ name: undefined }),
  'a claim we do not know': claiming({ locale: 'en' }),
  'typ in lower case': headed({ ...header, typ: 'jwt' }),
  'typ as a whole media type': headed({ ...header, typ: 'application/jwt' }),
  'a jti': claiming({ jti: 'token-1' }),
  'scopes, known or not': claiming({ scope: 'tasks:read nobody:knows' }),
  'no scope in scope': claiming({ scope: '' }),
  'the longest sub': claiming({ sub: 'u'.repeat(255) }),
  // A space more in the header, because no payload fills the rest of 8192 characters otherwise.
  'as long as may be': mint({
    header: '{"alg":"EdDSA", "kid":"key-1"}',
    payload: paddedClaims(6048),
  }),
  'an hour to the second': claiming({ iat: NOW, exp: NOW + 3600 }),
  'a user whose older tokens were revoked': claiming({ sub: 'user-revoked', iat: NOW - 50 }),
  'an Ed25519 name with an accent': claiming({ name: 'Zoë 🦊' }),
};

/** What the corpus has revoked. */
export const REVOKED = [
  { kind: 'session' as const, id: 'session-revoked' },
  { kind: 'token' as const, id: 'token-revoked' },
  { kind: 'user' as const, id: 'user-revoked', notBefore: NOW - 100 },
];

/** Every good and bad token of the corpus. */
export function tokenCases(): TokenCase[] {
  const accepted = Object.entries(goodTokens).map(([title, token]): TokenCase => {
    return { title, token, expect: 'ok' };
  });
  const refused = Object.entries({ ...refusedForms, ...refusedClaims }).flatMap(([code, cases]) =>
    Object.entries(cases).map(([title, token]): TokenCase => {
      return {
        title: `${code}: ${title}`,
        token,
        expect: 'invalid',
        code: code as InvalidTokenCode,
      };
    }),
  );
  return [...accepted, ...refused];
}
