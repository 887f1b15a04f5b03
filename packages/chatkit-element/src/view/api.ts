import type { ChatKitOptions } from '@openai/chatkit';

/** How the options say to reach the server. */
export interface Api {
  /** Absolute. */
  url: string;
  fetch(input: string, init: RequestInit): Promise<Response>;
}

interface LooseApi {
  url?: unknown;
  fetch?: typeof fetch;
  getClientSecret?: (current: string | null) => Promise<string>;
}

/**
 * The server named by the options; null when none is. `domainKey` is accepted and not used: the
 * server's own origin check takes its place. `getClientSecret` becomes a bearer token, asked for
 * again once after a 401.
 */
export function apiOf(options: ChatKitOptions, baseUrl: string): Api | null {
  const api = (options.api ?? {}) as LooseApi;
  if (typeof api.url !== 'string' || !URL.canParse(api.url, baseUrl)) return null;
  const url = new URL(api.url, baseUrl).href;
  const send = (input: string, init: RequestInit): Promise<Response> =>
    typeof api.fetch === 'function' ? api.fetch(input, init) : fetch(input, init);
  const { getClientSecret } = api;
  if (typeof getClientSecret !== 'function') return { url, fetch: send };
  let secret: string | null = null;
  return {
    url,
    async fetch(input, init) {
      secret ??= await getClientSecret(null);
      const first = await send(input, withToken(init, secret));
      if (first.status !== 401) return first;
      secret = await getClientSecret(secret);
      return send(input, withToken(init, secret));
    },
  };
}

function withToken(init: RequestInit, token: string): RequestInit {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  return { ...init, headers };
}
