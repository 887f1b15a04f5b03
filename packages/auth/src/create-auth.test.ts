import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import { AUDIENCE, ISSUER, openBrowser, startAuthServer } from '../test/auth-server.ts';
import { ensureSigningKey, inProcessKeys } from './index.ts';
import { createAuthenticate, createVerifier } from './verify/index.ts';

test('a person signs up, gets a token, and the verifier knows them', async () => {
  await using server = await startAuthServer();
  await ensureSigningKey(server.auth);
  const browser = openBrowser(server.auth);
  const signedUp = await browser.signUp('ada@example.com');
  expect(signedUp.status).toBe(200);
  const { user } = (await signedUp.json()) as { user: { id: string } };

  const token = await browser.token();
  expect(decodeProtectedHeader(token)).toEqual({
    alg: 'EdDSA',
    typ: 'JWT',
    kid: expect.any(String),
  });
  const claims = decodeJwt(token);
  expect(Object.keys(claims).toSorted()).toEqual([
    'aud',
    'exp',
    'iat',
    'iss',
    'jti',
    'name',
    'sid',
    'sub',
  ]);
  expect(claims).toMatchObject({ iss: ISSUER, aud: [AUDIENCE], sub: user.id, name: 'Ada' });
  expect(claims.exp! - claims.iat!).toBe(600);

  const verifier = createVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    keys: inProcessKeys(server.auth),
  });
  const authenticate = createAuthenticate(verifier);
  const request = new Request(ISSUER, { headers: { authorization: `Bearer ${token}` } });
  expect(await authenticate(request)).toMatchObject({
    kind: 'signed-in',
    auth: {
      userId: user.id,
      sessionId: claims['sid'],
      name: 'Ada',
      issuedAt: new Date(claims.iat! * 1000),
      expiresAt: new Date(claims.exp! * 1000),
    },
  });
});

test.each([
  ['is a failure', false],
  ['is none when its client has gone', true],
])('a body that breaks off %s', async (_, gone) => {
  await using server = await startAuthServer();
  const client = new AbortController();
  const body = new ReadableStream({
    pull(controller) {
      if (gone) client.abort();
      controller.error(new TypeError('the line broke'));
    },
  });
  const { status } = await server.auth.handler(
    new Request(`${ISSUER}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: ISSUER },
      body,
      duplex: 'half',
      signal: client.signal,
    }),
  );
  expect(status).toBe(500);
  expect(server.log).toEqual(gone ? [] : ['error Better Auth failed: TypeError']);
});
