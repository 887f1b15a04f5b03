import { issuerCalls } from './issuer-calls.ts';
import { ServiceCredentialError } from './service-error.ts';

/** What a service shows the issuer to get a token. */
export interface ServiceCredential {
  /**
   * The headers that stand for a session. `renew` says that the issuer refused the ones before: a
   * credential that can make new ones must, another gives the same again. Must reject with
   * `ServiceCredentialError` when the issuer refuses for good, and with anything else when it could
   * not be asked.
   */
  headers(renew: boolean): Promise<Record<string, string>>;
}

/** What {@link passwordCredential} signs in with. */
export interface PasswordCredentialOptions {
  /** The origin of the issuer, as in `iss`. */
  issuer: string;
  /** An account made for this service, with the rights of that user and no others. */
  email: string;
  password: string;
  /** The platform's fetch. @default globalThis.fetch */
  fetch?: typeof fetch;
}

/**
 * The account of a service: signs in when first asked and again when its session has ended. The
 * session's cookie stays in the memory of this process. An account with a second factor cannot be
 * used: nobody is there to show it.
 */
export function passwordCredential(options: PasswordCredentialOptions): ServiceCredential {
  const { email, password } = options;
  const issuer = issuerCalls(options.issuer, options.fetch);
  let cookie: string | null = null;

  async function signIn(): Promise<string> {
    const response = await issuer.call('/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    await response.body?.cancel();
    const { status } = response;
    if (status === 429 || status >= 500) throw new Error(`the issuer answered ${status}`);
    const pairs = response.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
    const isSession = pairs.some((pair) => /session_token=./.test(pair));
    if (!response.ok || !isSession) throw new ServiceCredentialError(status);
    return pairs.join('; ');
  }

  return {
    async headers(renew) {
      if (renew) cookie = null;
      cookie ??= await signIn();
      return { cookie };
    },
  };
}

/**
 * A session, or what stands for one, that was made elsewhere: the header the issuer reads it from,
 * such as `{ cookie: 'parley.session_token=…' }`. It is as secret as a password, and is not renewed.
 */
export function sessionCredential(headers: Readonly<Record<string, string>>): ServiceCredential {
  return { headers: async () => ({ ...headers }) };
}
