import { CliError } from './errors.ts';
import { readFields, send } from './send.ts';

/** What a sign-in through a browser needs from the outside. */
export interface DeviceLoginOptions {
  url: URL;
  /** Shows the person where to go. */
  tell(text: string): void;
  /** Waits, in milliseconds. */
  wait(ms: number): Promise<void>;
}

const CLIENT_ID = 'parley-cli';
const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * Signs in without a password (RFC 8628): shows a code, waits until somebody who is signed in
 * approves it in a browser.
 *
 * @returns the credential that `GET /api/auth/token` takes as a bearer.
 * @throws {CliError} when it was refused, came too late, or no server answers.
 */
export async function deviceLogin({ url, tell, wait }: DeviceLoginOptions): Promise<string> {
  const asked = await post(new URL('/api/auth/device/code', url), { client_id: CLIENT_ID });
  const { device_code: code, user_code: userCode, verification_uri: page } = asked.fields;
  if (!asked.ok || typeof code !== 'string' || typeof userCode !== 'string')
    throw new CliError('signIn', 'The server does not offer this way to sign in.');
  const shown = userCode.replace(/^(.{4})(.{4})$/, '$1-$2');
  tell(`Open ${readPage(page, url)} in a browser and enter the code ${shown}`);

  let seconds = readSeconds(asked.fields['interval'], 5);
  for (;;) {
    await wait(seconds * 1000);
    const body = { grant_type: GRANT, device_code: code, client_id: CLIENT_ID };
    const { ok, fields } = await post(new URL('/api/auth/device/token', url), body);
    if (ok && typeof fields['access_token'] === 'string') return fields['access_token'];
    switch (fields['error']) {
      case 'authorization_pending':
        break;
      case 'slow_down':
        seconds += 5;
        break;
      case 'access_denied':
        throw new CliError('signIn', 'The sign-in was refused in the browser.');
      case 'expired_token':
      case 'invalid_grant':
        throw new CliError('signIn', 'The code was not entered in time. Run login again.');
      default:
        throw new CliError('signIn', 'The server gave no answer to this sign-in that makes sense.');
    }
  }
}

async function post(address: URL, body: object) {
  const response = await send(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address.origin },
    body: JSON.stringify(body),
  });
  if (response.status === 429)
    throw new CliError('signIn', 'Too many attempts to sign in. Wait a minute and try again.');
  return { ok: response.ok, fields: await readFields(response) };
}

/** The page, if it is one of the server's own: no answer may send a person elsewhere. */
function readPage(page: unknown, url: URL): string {
  const address = typeof page === 'string' ? URL.parse(page) : null;
  return address?.origin === url.origin ? address.href : new URL('/device', url).href;
}

function readSeconds(value: unknown, fallback: number): number {
  return typeof value === 'number' && value >= 1 && value <= 60 ? value : fallback;
}
