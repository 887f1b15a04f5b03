/** What the doctor knows on its way; hops fill it in. */
export interface Visit {
  /** Origin of the server under examination. */
  readonly origin: string;
  /** The `iss` and `aud` that tokens must have. */
  readonly issuer: string;
  readonly email: string;
  readonly password: string;
  cookie?: string;
  token?: string;
  userId?: string;
  turn?: Turn;
}

/** How a chat turn arrived. */
export interface Turn {
  /** Milliseconds from the request to each chunk. */
  chunkTimes: number[];
  /** Types of the events, in order. */
  events: string[];
}

/** Calls the server under examination, as a browser at its origin would. */
export async function call(
  visit: Visit,
  path: string,
  options: { body?: unknown; token?: boolean } = {},
): Promise<Response> {
  const headers: Record<string, string> = { origin: visit.issuer };
  if (visit.cookie !== undefined) headers['cookie'] = visit.cookie;
  if (options.token && visit.token !== undefined)
    headers['authorization'] = `Bearer ${visit.token}`;
  const init: RequestInit = { headers, signal: AbortSignal.timeout(30_000), redirect: 'manual' };
  if (options.body !== undefined) {
    headers['content-type'] = 'application/json';
    init.method = 'POST';
    init.body = JSON.stringify(options.body);
  }
  const response = await fetch(`${visit.origin}${path}`, init);
  if (response.ok) return response;
  const text = await response.text();
  throw new Error(`${path} answered ${response.status} ${codeIn(text)}`.trim());
}

function codeIn(text: string): string {
  const code = /"code":\s*"([A-Z_]{1,60})"/.exec(text)?.[1];
  return code ?? '';
}
