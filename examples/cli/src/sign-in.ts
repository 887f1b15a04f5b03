import { CliError } from './errors.ts';
import type { Settings } from './settings.ts';

/** Sends a request with the token of whoever signed in. */
export type SignedInFetch = (input: string | URL, init?: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 20_000;

/**
 * Signs in with e-mail and password and asks for one short-lived token. The session's cookie stays
 * in memory and is forgotten with the process.
 *
 * @throws {CliError} when the server refuses or does not answer.
 */
export async function signIn({ url, email, password }: Settings): Promise<SignedInFetch> {
  // Better Auth refuses a sign-in that does not say where it comes from.
  const headers = { 'content-type': 'application/json', origin: url.origin };
  const signedIn = await send(new URL('/api/auth/sign-in/email', url), {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  });
  if (signedIn.status === 429)
    throw new CliError('signIn', 'Too many attempts to sign in. Wait a minute and try again.');
  if (!signedIn.ok) throw new CliError('signIn', 'The e-mail address or the password is wrong.');

  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  const answer = await send(new URL('/api/auth/token', url), { headers: { cookie } });
  const token = answer.ok ? readToken(await answer.json()) : null;
  if (token === null) throw new CliError('signIn', 'The server gave no token for this sign-in.');

  return (input, init = {}) => {
    const withToken = new Headers(init.headers);
    withToken.set('authorization', `Bearer ${token}`);
    return send(input, { ...init, headers: withToken });
  };
}

function readToken(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('token' in body)) return null;
  return typeof body.token === 'string' ? body.token : null;
}

async function send(input: string | URL, init: RequestInit): Promise<Response> {
  const { origin } = new URL(input);
  let response: Response;
  try {
    response = await fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new CliError('unavailable', `No Parley server answers at ${origin}.`);
  }
  if (!response.headers.get('content-type')?.startsWith('application/json'))
    throw new CliError('unavailable', `What answers at ${origin} is not a Parley server.`);
  return response;
}
