import { createVerifier, remoteKeys } from '@parley/auth/verify';
import { z } from 'zod';
import { call } from './visit.ts';
import type { Visit } from './visit.ts';

const keySet = z.object({ keys: z.array(z.object({ kid: z.string(), alg: z.string() })).min(1) });

/** The published keys are there and are of the kind that verifiers accept. */
export async function fetchKeys(visit: Visit): Promise<string> {
  const response = await call(visit, '/.well-known/jwks.json');
  const { keys } = keySet.parse(await response.json());
  return keys.map((key) => key.alg).join(', ');
}

/** A new person can sign up, and gets a session. */
export async function signUp(visit: Visit): Promise<string> {
  const { email, password } = visit;
  const body = { name: 'Doctor', email, password };
  const response = await call(visit, '/api/auth/sign-up/email', { body });
  const cookies = response.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  if (cookies.length === 0) throw new Error('sign-up set no cookie');
  visit.cookie = cookies.join('; ');
  return 'a throw-away user';
}

/** The session gives a token. */
export async function takeToken(visit: Visit): Promise<string> {
  const response = await call(visit, '/api/auth/token');
  const { token } = z.object({ token: z.string() }).parse(await response.json());
  visit.token = token;
  return `${token.length} characters`;
}

/** The token passes the real verifier with the published keys. */
export async function verifyToken(visit: Visit): Promise<string> {
  const keys = remoteKeys(`${visit.origin}/.well-known/jwks.json`);
  const verifier = createVerifier({ issuer: visit.issuer, audience: visit.issuer, keys });
  const result = await verifier.verify(visit.token ?? '');
  if (result.kind === 'invalid') throw new Error(`the token was refused: ${result.code}`);
  if (result.kind === 'unavailable') throw new Error('the keys could not be fetched');
  visit.userId = result.auth.userId;
  return `issuer ${visit.issuer}`;
}

/** The API knows whose token it is. */
export async function callApi(visit: Visit): Promise<string> {
  const response = await call(visit, '/api/trpc/account.me', { token: true });
  const answer = z.object({ result: z.object({ data: z.object({ id: z.string() }) }) });
  const { result } = answer.parse(await response.json());
  if (result.data.id !== visit.userId) throw new Error('account.me answered another user');
  return 'account.me';
}

/** The throw-away user goes, with everything it owned. */
export async function removeUser(visit: Visit): Promise<string> {
  await call(visit, '/api/auth/delete-user', { body: { password: visit.password } });
  return 'the throw-away user is gone';
}
