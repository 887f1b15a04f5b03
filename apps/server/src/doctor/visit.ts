/** After so many milliseconds a call is given up. */
const patienceMs = 30_000;

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
  /** Milliseconds from the chat request to each piece of its answer. */
  chunkTimes?: number[];
}

/** How a call differs from a plain GET with the session's cookie. */
export interface CallOptions {
  /** Sent as JSON, with POST. */
  body?: unknown;
  /** Whether to send the token. @default false */
  token?: boolean;
  accept?: string;
  /** Ends the call early. */
  signal?: AbortSignal;
}

/** Calls the server under examination, as a browser at its origin would. */
export async function call(
  visit: Visit,
  path: string,
  options: CallOptions = {},
): Promise<Response> {
  const headers: Record<string, string> = { origin: visit.issuer };
  if (visit.cookie !== undefined) headers['cookie'] = visit.cookie;
  if (options.token && visit.token !== undefined)
    headers['authorization'] = `Bearer ${visit.token}`;
  if (options.accept !== undefined) headers['accept'] = options.accept;
  const limit = AbortSignal.timeout(patienceMs);
  const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit;
  const init: RequestInit = { headers, signal, redirect: 'manual' };
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
