import { expect, test } from 'vitest';
import { AUDIENCE, ISSUER, JWKS, NOW, claiming, mint } from '../../test/minter.ts';
import { createAuthenticate } from './authenticate.ts';
import { outcomeOf, unauthenticatedResponse } from './outcome.ts';
import { staticKeys } from './static-keys.ts';
import { createVerifier } from './verifier.ts';

const verifier = createVerifier({
  issuer: ISSUER,
  audience: AUDIENCE,
  keys: staticKeys(JWKS),
  now: () => NOW * 1000,
});
const authenticate = createAuthenticate(verifier);
const token = mint();

interface RequestCase {
  title: string;
  /** The `Authorization` headers, in order. */
  authorization?: string[];
  query?: string;
  method?: string;
  cookie?: string;
  status: 200 | 400 | 401 | 503;
  code: string;
  challenge?: string;
}

const malformed = {
  status: 400,
  code: 'AUTHORIZATION_MALFORMED',
  challenge:
    'Bearer error="invalid_request", error_description="Send one Authorization header of the form: Bearer <token>"',
} as const;
const inQuery = {
  status: 400,
  code: 'TOKEN_IN_QUERY',
  challenge:
    'Bearer error="invalid_request", error_description="Send the token in the Authorization header, not in the address"',
} as const;
const none = { status: 401, code: 'SIGN_IN_REQUIRED', challenge: 'Bearer' } as const;
const signedIn = { status: 200, code: 'SIGNED_IN' } as const;
const invalidToken = (code: string, description: string) => {
  const challenge = `Bearer error="invalid_token", error_description="${description}"`;
  return { status: 401, code, challenge } as const;
};

const cases: RequestCase[] = [
  { title: 'no header', ...none },
  { title: 'Bearer', authorization: [`Bearer ${token}`], ...signedIn },
  { title: 'bearer', authorization: [`bearer ${token}`], ...signedIn },
  { title: 'BEARER', authorization: [`BEARER ${token}`], ...signedIn },
  { title: 'two spaces (RFC 9110 §11.4)', authorization: [`Bearer  ${token}`], ...signedIn },
  { title: 'an empty header', authorization: [''], ...malformed },
  { title: 'Bearer and nothing', authorization: ['Bearer'], ...malformed },
  { title: 'Bearer and spaces', authorization: ['Bearer   '], ...malformed },
  { title: 'a tab for a space', authorization: [`Bearer\t${token}`], ...malformed },
  { title: 'a comma at the end', authorization: [`Bearer ${token},`], ...malformed },
  { title: 'a space inside', authorization: [`Bearer ${token} x`], ...malformed },
  {
    title: 'percent-encoded',
    authorization: [`Bearer ${token.replace('.', '%2E')}`],
    ...malformed,
  },
  { title: 'a letter beyond ASCII', authorization: [`Bearer ${token}é`], ...malformed },
  { title: 'two bearers', authorization: [`Bearer ${token}`, `Bearer ${token}`], ...malformed },
  { title: 'basic and bearer', authorization: ['Basic eDp5', `Bearer ${token}`], ...malformed },
  { title: 'bearer and basic', authorization: [`Bearer ${token}`, 'Basic eDp5'], ...malformed },
  { title: 'Basic', authorization: ['Basic eDp5'], ...none },
  { title: 'DPoP', authorization: [`DPoP ${token}`], ...none },
  { title: 'Token', authorization: [`Token ${token}`], ...none },
  { title: 'an unknown scheme', authorization: ['Nonsense a=b, c="d"'], ...none },
  { title: 'a scheme that only starts alike', authorization: [`BearerX ${token}`], ...none },
  { title: 'a token in the query', query: `?access_token=${token}`, ...inQuery },
  {
    title: 'a token in query and header',
    query: `?access_token=${token}`,
    authorization: [`Bearer ${token}`],
    ...inQuery,
  },
  { title: 'an encoded name in the query', query: `?access%5Ftoken=${token}`, ...inQuery },
  { title: 'another query', query: '?a=1', authorization: [`Bearer ${token}`], ...signedIn },
  { title: 'a token in a cookie', cookie: `access_token=${token}`, ...none },
  {
    title: 'a cookie beside the header',
    cookie: 'parley.session_token=x',
    authorization: [`Bearer ${token}`],
    ...signedIn,
  },
  { title: 'OPTIONS', method: 'OPTIONS', authorization: [`Bearer ${token}`], ...none },
  {
    title: 'an expired token',
    authorization: [`Bearer ${claiming({ exp: NOW - 5 })}`],
    ...invalidToken('TOKEN_EXPIRED', 'The token has expired'),
  },
  {
    title: 'a session cookie sent as bearer',
    authorization: ['Bearer S3ss10nT0ken.c2lnbmF0dXJl'],
    ...invalidToken('NOT_A_JWT', 'This is not a token from the token endpoint'),
  },
  {
    title: 'padding, allowed in the header and refused in the token',
    authorization: [`Bearer ${token}==`],
    ...invalidToken(
      'ENCODING_NOT_CANONICAL',
      'The token is not encoded as base64url without padding',
    ),
  },
  {
    title: 'an unknown key looks like a bad signature',
    authorization: [`Bearer ${mint({ header: { alg: 'EdDSA', kid: 'key-9' } })}`],
    ...invalidToken('SIGNATURE_INVALID', 'The token is not signed by a key of the issuer'),
  },
];

test.each(cases)('$title → $status $code', async (row) => {
  const headers = new Headers();
  for (const value of row.authorization ?? []) headers.append('authorization', value);
  if (row.cookie !== undefined) headers.set('cookie', row.cookie);
  const url = `${ISSUER}/api/trpc/x${row.query ?? ''}`;
  const result = await authenticate(new Request(url, { method: row.method ?? 'GET', headers }));
  const outcome = outcomeOf(result);
  expect([outcome.status, outcome.code]).toEqual([row.status, row.code]);
  expect(outcome.wwwAuthenticate).toBe(row.challenge);
});

test('keys out of reach are 503 with Retry-After, and no challenge', async () => {
  const unreachable = createAuthenticate(
    createVerifier({
      issuer: ISSUER,
      audience: AUDIENCE,
      now: () => NOW * 1000,
      keys: { find: async () => ({ kind: 'unavailable' }), version: () => 0 },
    }),
  );
  const headers = { authorization: `Bearer ${token}` };
  const result = await unreachable(new Request(ISSUER, { headers }));
  expect(result).toEqual({ kind: 'unavailable' });
  if (result.kind === 'signed-in') throw new Error('unreachable');
  const response = unauthenticatedResponse(result);
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(response.headers.get('www-authenticate')).toBeNull();
  expect(await response.json()).toEqual({
    code: 'AUTH_UNAVAILABLE',
    message: 'Sign-in cannot be checked right now. Try again in a moment.',
  });
});
