import type { HeaderCase } from './corpus-format.ts';
import { NOW, claiming, mint } from './minter.ts';

const token = mint();
const none = { expect: 'none', status: 401 } as const;
const ok = { expect: 'ok', status: 200 } as const;
const malformed = { expect: 'invalid', code: 'AUTHORIZATION_MALFORMED', status: 400 } as const;
const inQuery = { expect: 'invalid', code: 'TOKEN_IN_QUERY', status: 400 } as const;

/** Every request of the corpus. */
export function headerCases(): HeaderCase[] {
  return [
    { title: 'header: none', authorization: [], ...none },
    { title: 'header: Bearer', authorization: [`Bearer ${token}`], ...ok },
    { title: 'header: bearer', authorization: [`bearer ${token}`], ...ok },
    { title: 'header: BEARER', authorization: [`BEARER ${token}`], ...ok },
    { title: 'header: two spaces', authorization: [`Bearer  ${token}`], ...ok },
    { title: 'header: empty', authorization: [''], ...malformed },
    { title: 'header: Bearer and nothing', authorization: ['Bearer'], ...malformed },
    { title: 'header: Bearer and spaces', authorization: ['Bearer   '], ...malformed },
    { title: 'header: a tab for a space', authorization: [`Bearer\t${token}`], ...malformed },
    { title: 'header: a comma at the end', authorization: [`Bearer ${token},`], ...malformed },
    { title: 'header: a space inside', authorization: [`Bearer ${token} x`], ...malformed },
    {
      title: 'header: percent-encoded',
      authorization: [`Bearer ${token.replace('.', '%2E')}`],
      ...malformed,
    },
    { title: 'header: beyond ASCII', authorization: [`Bearer ${token}é`], ...malformed },
    {
      title: 'header: two bearers',
      authorization: [`Bearer ${token}`, `Bearer ${token}`],
      ...malformed,
    },
    {
      title: 'header: another scheme, then a bearer',
      authorization: ['Basic eDp5', `Bearer ${token}`],
      ...malformed,
    },
    {
      title: 'header: a bearer, then another scheme',
      authorization: [`Bearer ${token}`, 'Basic eDp5'],
      ...malformed,
    },
    { title: 'header: Basic', authorization: ['Basic eDp5'], ...none },
    { title: 'header: DPoP', authorization: [`DPoP ${token}`], ...none },
    { title: 'header: Token', authorization: [`Token ${token}`], ...none },
    { title: 'header: an unknown scheme', authorization: ['Nonsense a=b, c="d"'], ...none },
    { title: 'header: a scheme that starts alike', authorization: [`BearerX ${token}`], ...none },
    {
      title: 'header: padding after the token',
      authorization: [`Bearer ${token}==`],
      expect: 'invalid',
      code: 'ENCODING_NOT_CANONICAL',
      status: 401,
    },
    {
      title: 'header: a session cookie',
      authorization: ['Bearer S3ss10nT0ken.c2lnbmF0dXJl'],
      expect: 'invalid',
      code: 'NOT_A_JWT',
      status: 401,
    },
    {
      title: 'header: an expired token',
      authorization: [`Bearer ${claiming({ exp: NOW - 5 })}`],
      expect: 'invalid',
      code: 'TOKEN_EXPIRED',
      status: 401,
    },
    { title: 'query: a token', authorization: [], query: `?access_token=${token}`, ...inQuery },
    {
      title: 'query: a token beside the header',
      authorization: [`Bearer ${token}`],
      query: `?access_token=${token}`,
      ...inQuery,
    },
    {
      title: 'query: a token under an encoded name',
      authorization: [],
      query: `?access%5Ftoken=${token}`,
      ...inQuery,
    },
    { title: 'query: something else', authorization: [`Bearer ${token}`], query: '?a=1', ...ok },
    { title: 'cookie: a token', authorization: [], cookie: `access_token=${token}`, ...none },
    {
      title: 'cookie: a session of somebody else beside the header',
      authorization: [`Bearer ${token}`],
      cookie: 'parley.session_token=x',
      ...ok,
    },
    {
      title: 'OPTIONS with a token',
      method: 'OPTIONS',
      authorization: [`Bearer ${token}`],
      ...none,
    },
  ];
}
