import { CliError } from './errors.ts';
import { readFields, send } from './send.ts';
import type { Credential } from './settings.ts';

/** Sends a request with the token of whoever signed in. */
export type SignedInFetch = (input: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * Asks for one short-lived token. What it is given for, be it a password, a key or the sign-in that
 * `login` kept, goes to the sign-in server only.
 *
 * @throws {CliError} when the server refuses or does not answer.
 */
export async function signIn(url: URL, credential: Credential): Promise<SignedInFetch> {
  const headers = await headersOf(url, credential);
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
export async function signOut(url: URL, session: string): Promise<void> {
  const answer = await send(new URL('/api/auth/sign-out', url), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${session}`,
      'content-type': 'application/json',
      origin: url.origin,
    },
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
