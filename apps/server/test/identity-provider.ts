import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';

/** Who signs in at the stand-in. */
export interface Profile {
  id: string;
  name?: string | null;
  email?: string | null;
  emailVerified: boolean;
}

/** GitHub and Google as far as a sign-in goes, on a port of this machine. */
export interface IdentityProvider extends AsyncDisposable {
  /**
   * What the person does at the provider: follows the link there and agrees.
   *
   * @returns the address that the provider sends the browser back to.
   */
  agree(authorizationUrl: string, profile: Profile): string;
  /** Answers every request of the server with 500 from now on, until told otherwise. */
  fail(isFailing: boolean): void;
}

/** The client that the stand-in knows. */
export const CLIENT = { clientId: 'parley-client', clientSecret: 'parley-client-secret' };

/** The hosts that are played; a request to any other fails. */
const HOSTS = ['github.com', 'api.github.com', 'oauth2.googleapis.com'];

interface Grant {
  challenge: string;
  redirectUri: string;
  profile: Profile;
}

/** Starts it, and turns this process's requests to the providers' addresses to it. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const grants = new Map<string, Grant>();
  const tokens = new Map<string, Profile>();
  let isFailing = false;

  const http = createServer((request, response) => {
    const answered = isFailing ? Promise.resolve([500, {}] as const) : answer(request);
    void answered.then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;

  async function answer(request: IncomingMessage): Promise<readonly [number, unknown]> {
    switch (`${request.method} ${request.url}`) {
      case 'POST /github.com/login/oauth/access_token':
      case 'POST /oauth2.googleapis.com/token':
        return exchange(new URLSearchParams(await text(request)));
      case 'GET /api.github.com/user': {
        const profile = bearerOf(request);
        if (profile === undefined) return [401, {}];
        const { id, name = null } = profile;
        return [200, { id, login: 'octocat', name, email: null, avatar_url: '' }];
      }
      case 'GET /api.github.com/user/emails': {
        const { email, emailVerified: verified = false } = bearerOf(request) ?? {};
        return [200, email ? [{ email, verified, primary: true }] : []];
      }
      default:
        return [404, {}];
    }
  }

  function bearerOf(request: IncomingMessage): Profile | undefined {
    return tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
  }

  /** A code works once, for the client and address it was given for, with the verifier (RFC 7636). */
  function exchange(form: URLSearchParams): readonly [number, unknown] {
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const verifier = createHash('sha256').update(form.get('code_verifier') ?? '');
    const isRight =
      form.get('client_id') === CLIENT.clientId &&
      form.get('client_secret') === CLIENT.clientSecret &&
      form.get('redirect_uri') === grant?.redirectUri &&
      verifier.digest('base64url') === grant.challenge;
    if (!isRight) return [400, { error: 'invalid_grant' }];
    const access_token = `secret-of-the-provider-${randomUUID()}`;
    tokens.set(access_token, grant.profile);
    const { id: sub, emailVerified: email_verified, name, email } = grant.profile;
    const claims = { sub, name, email, email_verified, iss: 'https://accounts.google.com' };
    return [200, { access_token, token_type: 'bearer', id_token: `e30.${encode(claims)}.c2ln` }];
  }

  const directFetch = globalThis.fetch;
  vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => {
    const address = new URL(input instanceof Request ? input.url : input);
    if (!HOSTS.includes(address.hostname)) throw new TypeError(`no way to ${address.hostname}`);
    return directFetch(
      `http://127.0.0.1:${port}/${address.hostname}${address.pathname}`,
      input instanceof Request ? input : init,
    );
  });

  return {
    agree(authorizationUrl, profile) {
      const { searchParams: asked } = new URL(authorizationUrl);
      if (asked.get('client_id') !== CLIENT.clientId) throw new Error('unknown client');
      if (asked.get('code_challenge_method') !== 'S256') throw new Error('no PKCE');
      const code = randomUUID();
      const redirectUri = asked.get('redirect_uri') ?? '';
      grants.set(code, { challenge: asked.get('code_challenge') ?? '', redirectUri, profile });
      const back = new URL(redirectUri);
      back.searchParams.set('code', code);
      back.searchParams.set('state', asked.get('state') ?? '');
      return back.href;
    },
    fail(failing) {
      isFailing = failing;
    },
    async [Symbol.asyncDispose]() {
      vi.unstubAllGlobals();
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
    },
  };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
