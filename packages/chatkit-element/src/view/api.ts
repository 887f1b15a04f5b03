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
  const provide = getClientSecret;
  let secret: Promise<string> | null = null;
  // One question at a time: requests that need a secret at the same moment share the answer.
  function ask(refused: string | null): Promise<string> {
    const asked: Promise<string> = Promise.resolve(provide(refused));
    secret = asked;
    asked.catch(() => {
      if (secret === asked) secret = null;
    });
    return asked;
  }
  return {
    url,
    async fetch(input, init) {
      const current = secret ?? ask(null);
      const token = await current;
      const first = await send(input, withToken(init, token));
      if (first.status !== 401) return first;
      // Somebody else's 401 may have brought a new one already.
      const next = await (secret === null || secret === current ? ask(token) : secret);
      return send(input, withToken(init, next));
    },
  };
}

function withToken(init: RequestInit, token: string): RequestInit {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  return { ...init, headers };
}
