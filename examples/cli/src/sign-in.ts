import { CliError } from './errors.ts';
import { readFields, send } from './send.ts';
import type { Credential } from './settings.ts';

/** Sends a request with the token of whoever signed in. */
export type SignedInFetch = (input: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * Does something with one short-lived token. What that is given for, be it a password, a key or the
 * sign-in that `login` kept, goes to the sign-in server only. A sign-in by password is for this
 * once and is ended afterwards.
 *
 * @throws {CliError} when the server refuses or does not answer.
 */
export async function whileSignedIn(
  url: URL,
  credential: Credential,
  work: (fetch: SignedInFetch) => Promise<void>,
): Promise<void> {
  const headers = await headersOf(url, credential);
  try {
    await work(await fetchWithToken(url, credential, headers));
  } finally {
    // What came of the work counts; a sign-in that could not be ended ends by itself.
    if (credential.kind === 'password') await signOut(url, headers).catch(() => {});
  }
}

async function fetchWithToken(
  url: URL,
  credential: Credential,
  headers: Record<string, string>,
): Promise<SignedInFetch> {
  const answer = await send(new URL('/api/auth/token', url), { headers });
  if (answer.status === 429)
    throw new CliError('unavailable', 'Too many tokens in a minute. Wait and try again.');
  if (answer.status >= 500)
    throw new CliError('unavailable', 'The server cannot check the sign-in right now.');
  const token = answer.ok ? (await readFields(answer))['token'] : null;
  if (typeof token !== 'string') throw new CliError('signIn', refusals[credential.kind]);

  return (input, init = {}) => {
    const withToken = new Headers(init.headers);
    withToken.set('authorization', `Bearer ${token}`);
    return send(input, { ...init, headers: withToken });
  };
}

/** Ends a kept sign-in on the server. One that has ended already is as good. */
export function endSession(url: URL, session: string): Promise<void> {
  return signOut(url, { authorization: `Bearer ${session}` });
}

async function signOut(url: URL, credential: Record<string, string>): Promise<void> {
  const answer = await send(new URL('/api/auth/sign-out', url), {
    method: 'POST',
    headers: { ...credential, 'content-type': 'application/json', origin: url.origin },
    body: '{}',
  });
  if (!answer.ok) throw new CliError('unavailable', 'The server did not end the sign-in.');
}

const refusals: Record<Credential['kind'], string> = {
  key: 'The server gave no token for this key.',
  password: 'The server gave no token for this sign-in.',
  session: 'The sign-in has ended. Run login again.',
};

async function headersOf(url: URL, credential: Credential): Promise<Record<string, string>> {
  switch (credential.kind) {
    case 'key':
      return { 'x-api-key': credential.key };
    case 'session':
      return { authorization: `Bearer ${credential.session}` };
    case 'password':
      return { cookie: await cookieFor(url, credential) };
  }
}

/** The session's cookie stays in memory and is forgotten with the process. */
async function cookieFor(
  url: URL,
  { email, password }: { email: string; password: string },
): Promise<string> {
  const signedIn = await send(new URL('/api/auth/sign-in/email', url), {
    method: 'POST',
    // Better Auth refuses a sign-in that does not say where it comes from.
    headers: { 'content-type': 'application/json', origin: url.origin },
    body: JSON.stringify({ email, password }),
  });
  if (signedIn.status === 429)
    throw new CliError('signIn', 'Too many attempts to sign in. Wait a minute and try again.');
  if (!signedIn.ok) throw new CliError('signIn', 'The e-mail address or the password is wrong.');
  if ((await readFields(signedIn))['twoFactorRedirect'] === true)
    throw new CliError('signIn', 'This account asks for a second factor. Run login instead.');
  return signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}
