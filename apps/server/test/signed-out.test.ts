import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { webcrypto } from 'node:crypto';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { appRouter } from '@parley/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../src/lifecycle/listen.ts';
import { createTestApp } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';

/** A door that answers only to a person. */
interface Door {
  method: 'GET' | 'POST';
  path: string;
  accept?: string;
  body?: unknown;
}

// oxlint-disable-next-line no-underscore-dangle -- tRPC's name, and typed as what it is declared from
const { procedures } = appRouter._def as unknown as {
  procedures: Record<string, { _def: { type: string } }>;
};

/** Every procedure there is. The token is looked at before the input, so none is needed. */
const procedureDoors = Object.entries(procedures).map(([name, { _def }]): Door => {
  const path = `/api/trpc/${name}`;
  if (_def.type === 'mutation') return { method: 'POST', path, body: {} };
  const isStream = _def.type === 'subscription';
  return { method: 'GET', path, ...(isStream && { accept: 'text/event-stream' }) };
});
const doors: Door[] = [
  ...procedureDoors,
  { method: 'POST', path: '/api/chatkit', body: { type: 'threads.list', params: {} } },
];

let app: TestApp;
let user: TestUser;
let publicKey: webcrypto.JsonWebKey;
beforeAll(async () => {
  app = await createTestApp();
  user = await app.signUp();
  const set = await app.request('/.well-known/jwks.json');
  [publicKey = {}] = ((await set.json()) as { keys: webcrypto.JsonWebKey[] }).keys;
});
afterAll(() => app[Symbol.asyncDispose]());

function parts(token: string): [string, string, string] {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return [header, payload, signature];
}

function changed(token: string, claims: Record<string, unknown>): string {
  const [header, payload, signature] = parts(token);
  const before = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const after = Buffer.from(JSON.stringify({ ...before, ...claims })).toString('base64url');
  return `${header}.${after}.${signature}`;
}

function signedByAnother(token: string): string {
  const [header, payload] = parts(token);
  const { privateKey } = generateKeyPairSync('ed25519');
  const signature = sign(null, Buffer.from(`${header}.${payload}`), privateKey);
  return `${header}.${payload}.${signature.toString('base64url')}`;
}

/** The published key taken for a shared secret, in the forms a careless verifier would use. */
function signedByPublicKey(token: string, format: 'der' | 'pem' | 'raw'): string {
  const key = createPublicKey({ key: publicKey, format: 'jwk' });
  const secret =
    format === 'raw'
      ? Buffer.from(publicKey.x ?? '', 'base64url')
      : key.export({ type: 'spki', format });
  const [header, payload] = parts(token);
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
  const hs256 = Buffer.from(JSON.stringify({ alg: 'HS256', kid })).toString('base64url');
  const signature = createHmac('sha256', secret).update(`${hs256}.${payload}`).digest('base64url');
  return `${hs256}.${payload}.${signature}`;
}

function unsigned(token: string): string {
  const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  const [, payload, signature] = parts(token);
  return `${header}.${payload}.${signature}`;
}

/** What a client may send in place of a token, and what each is answered. */
const credentials: [string, () => string | null, number, string][] = [
  ['nothing', () => null, 401, 'SIGN_IN_REQUIRED'],
  ['another scheme', () => 'Basic YW5uOmh1bnRlcjI=', 401, 'SIGN_IN_REQUIRED'],
  ['an empty bearer', () => 'Bearer ', 400, 'AUTHORIZATION_MALFORMED'],
  [
    'two tokens',
    () => `Bearer ${user.token}, Bearer ${user.token}`,
    400,
    'AUTHORIZATION_MALFORMED',
  ],
  [
    'a token behind another scheme',
    () => `Basic YW5uOmh1bnRlcjI=, Bearer ${user.token}`,
    400,
    'AUTHORIZATION_MALFORMED',
  ],
  ...(['raw', 'pem', 'der'] as const).map((format): [string, () => string, number, string] => [
    `a token signed with the public key as a secret (${format})`,
    () => `Bearer ${signedByPublicKey(user.token, format)}`,
    401,
    'ALG_NOT_ALLOWED',
  ]),
  ['a word', () => 'Bearer rotten', 401, 'NOT_A_JWT'],
  [
    'a token that claims to need no signature',
    () => `Bearer ${unsigned(user.token)}`,
    401,
    'ALG_NOT_ALLOWED',
  ],
  [
    'a token for somebody else',
    () => `Bearer ${changed(user.token, { sub: 'x' })}`,
    401,
    'SIGNATURE_INVALID',
  ],
  ['a longer life', () => `Bearer ${changed(user.token, { exp: 9e9 })}`, 401, 'SIGNATURE_INVALID'],
  [
    'a token of another key',
    () => `Bearer ${signedByAnother(user.token)}`,
    401,
    'SIGNATURE_INVALID',
  ],
];

async function knock(door: Door, authorization: string | null): Promise<Response> {
  const headers = new Headers({ accept: door.accept ?? 'application/json', cookie: user.cookie });
  if (authorization !== null) headers.set('authorization', authorization);
  if (door.body === undefined) return app.request(door.path, { headers });
  headers.set('content-type', 'application/json');
  const body = JSON.stringify(door.body);
  return app.request(door.path, { method: door.method, headers, body });
}

describe.each(doors)('$method $path', (door) => {
  it.each(credentials)('answers %s with its code, cookie or not', async (_, make, status, code) => {
    const response = await knock(door, make());
    expect(response.status).toBe(status);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(response.headers.get('cache-control')).toContain('no-store');
    const text = await response.text();
    expect(text).toContain(`"${code}"`);
    expect(text).not.toContain(user.token.slice(-20));
  });
});

it.each(doors)('$method $path takes no token from the address', async (door) => {
  const query = `${door.path.includes('?') ? '&' : '?'}access_token=${user.token}`;
  const response = await knock({ ...door, path: `${door.path}${query}` }, `Bearer ${user.token}`);
  expect(response.status).toBe(400);
  const text = await response.text();
  expect(text).toContain('"TOKEN_IN_QUERY"');
  expect(text).not.toContain(user.token.slice(-20));
});

/** What the server answers to these very bytes. */
async function answerTo(lines: readonly string[]): Promise<string> {
  const server = await listen(app.app, { port: 0, host: '127.0.0.1' });
  try {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.end(`${lines.join('\r\n')}\r\n\r\n`);
    return await textOf(socket);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('over the wire', () => {
  const head = ['GET /api/trpc/account.me HTTP/1.1', 'Host: localhost:3000', 'Connection: close'];

  it.each([
    ['a token twice', (token: string) => [`Bearer ${token}`, `Bearer ${token}`]],
    ['a token, then a word', (token: string) => [`Bearer ${token}`, 'Bearer rotten']],
    ['another scheme, then a token', (token: string) => ['Basic eDp5', `Bearer ${token}`]],
  ])('two headers with %s are 400: neither is picked', async (_, values) => {
    const headers = values(user.token).map((value) => `Authorization: ${value}`);
    const answer = await answerTo([...head, ...headers]);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"AUTHORIZATION_MALFORMED"');
    const one = await answerTo([...head, `Authorization: Bearer ${user.token}`]);
    expect(one).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('a header of 20 KB is 431', async () => {
    const answer = await answerTo([...head, `Authorization: Bearer ${'x'.repeat(20_000)}`]);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });
});

it.each(doors.filter(({ method }) => method === 'POST'))(
  '$method $path takes no token from a form',
  async ({ path }) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = `access_token=${user.token}`;
    const response = await app.request(path, { method: 'POST', headers, body });
    expect(response.status).toBe(path === '/api/chatkit' ? 401 : 415);
    expect(await response.text()).not.toContain(user.token.slice(-20));
  },
);

it('changed nothing on the way', async () => {
  const headers = { authorization: `Bearer ${user.token}` };
  const list = await app.request('/api/trpc/tasks.list?input=%7B%7D', { headers });
  expect(await list.json()).toMatchObject({ result: { data: { total: 0 } } });
});
