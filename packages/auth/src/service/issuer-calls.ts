/** How a service reaches its issuer. */
export interface IssuerCalls {
  /** Calls one of Better Auth's doors, below `/api/auth`. Never follows a redirect. */
  call(path: string, init: RequestInit): Promise<Response>;
}

const TIMEOUT_MS = 15_000;

/**
 * Checks the address once. Throws `TypeError` unless it is an https origin, or http on this machine:
 * credentials travel to it.
 */
export function issuerCalls(issuer: string, fetcher?: typeof fetch): IssuerCalls {
  const { origin, protocol, hostname, href } = new URL(issuer);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && local)) {
    throw new TypeError('The address of the issuer must be https');
  }
  if (href !== `${origin}/`) throw new TypeError('The address of the issuer must be an origin');
  // Looked up at each call, and called as a plain function.
  const send: typeof fetch = fetcher ?? ((input, init) => fetch(input, init));
  return {
    call: (path, init) => {
      const headers = new Headers(init.headers);
      // Better Auth takes no cookie and no write without one.
      headers.set('origin', origin);
      headers.set('accept', 'application/json');
      return send(`${origin}/api/auth${path}`, {
        ...init,
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    },
  };
}
