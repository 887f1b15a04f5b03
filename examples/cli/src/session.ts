import { credentialFile } from './credential-file.ts';
import { deviceLogin } from './device-login.ts';
import { CliError } from './errors.ts';
import { endSession } from './sign-in.ts';
import { readCredential } from './settings.ts';
import type { Credential, Environment } from './settings.ts';

/** Who works, according to the environment or to a former `login`. */
export async function findCredential(url: URL, env: Environment): Promise<Credential> {
  const given = readCredential(env);
  if (given !== null) return given;
  const session = await credentialFile(env).read(url.origin);
  if (session !== null) return { kind: 'session', session };
  throw new CliError(
    'usage',
    'Run login, or set PARLEY_API_KEY, or PARLEY_EMAIL and PARLEY_PASSWORD.',
  );
}

/** What `login` and `logout` need from the outside. */
export interface SessionOptions {
  url: URL;
  env: Environment;
  out(text: string): void;
  wait(ms: number): Promise<void>;
}

/** Signs in through a browser and keeps the sign-in in a file that only its owner reads. */
export async function login({ url, env, out, wait }: SessionOptions): Promise<void> {
  const file = credentialFile(env);
  // Read first: a file that cannot be used is told before anybody goes to a browser.
  await file.read(url.origin);
  await file.write(url.origin, await deviceLogin({ url, tell: out, wait }));
  out(`Signed in at ${url.origin}.`);
}

/**
 * Ends the kept sign-in, on the server first: what is forgotten here only would stay good there.
 */
export async function logout({ url, env, out }: SessionOptions): Promise<void> {
  const file = credentialFile(env);
  const session = await file.read(url.origin);
  if (session === null) {
    out(`Nobody is signed in at ${url.origin}.`);
    return;
  }
  await endSession(url, session);
  await file.write(url.origin, null);
  out(`Signed out at ${url.origin}.`);
}
