/** Answers a request, as `chatkit.handle` and the handlers of attachments do. */
export type CorsHandler<Rest extends unknown[]> = (
  request: Request,
  ...rest: Rest
) => Promise<Response> | Response;

/** Options of {@link createCors}. */
export interface CorsOptions {
  /**
   * Origins whose pages may ask, each exactly as browsers send it: `https://app.example`, with a
   * port that is not the usual one, without a path. Stars are refused.
   */
  origins: readonly string[];
  /** Methods pages may use. @default POST */
  methods?: readonly string[];
  /** Headers pages may send besides those ChatKit clients send. @default none */
  headers?: readonly string[];
  /** Headers of answers pages may read besides those of this package. @default none */
  exposedHeaders?: readonly string[];
  /** Whether requests may bring cookies; without, a page sends its token itself. @default false */
  credentials?: boolean;
  /** How long a browser may remember what is allowed, in seconds. @default 600 */
  maxAgeSeconds?: number;
}

/** What ChatKit clients send (protocol A.1), and what re-attaching to a stream needs. */
const clientHeaders = [
  'accept',
  'accept-language',
  'authorization',
  'chatkit-device-id',
  'chatkit-frame-instance-id',
  'content-type',
  'last-event-id',
  'openai-sentinel-token',
] as const;

/** What a page needs to read to explain a refusal or to find its run again. */
const serverHeaders = [
  'content-disposition',
  'retry-after',
  'www-authenticate',
  'x-request-id',
] as const;

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Lets pages of other origins use a handler (the CORS protocol of the Fetch standard): answers
 * their preflights, and marks every answer, refusals and failures too, so that the page can read
 * it.
 *
 * An origin is compared as a whole with the list and never repeated from the request; an origin
 * that is not on it gets the handler's answer without permission to read it, and a preflight
 * without permission to ask. It is no protection from other programs: who may ask is the handler's
 * affair.
 *
 * @throws TypeError for an origin, method or header that is not one; RangeError for an age.
 * @example
 * const cors = createCors({ origins: ['https://app.example'] });
 * const handle = cors((request: Request) => chatkit.handle(request, contextOf(request)));
 */
export function createCors(
  options: CorsOptions,
): <Rest extends unknown[]>(
  handler: CorsHandler<Rest>,
) => (request: Request, ...rest: Rest) => Promise<Response> {
  const origins = new Set(options.origins.map(checkOrigin));
  const methods = tokens(options.methods ?? ['POST'], (name) => name.toUpperCase());
  const allowed = tokens([...clientHeaders, ...(options.headers ?? [])], (name) =>
    name.toLowerCase(),
  );
  const exposed = tokens([...serverHeaders, ...(options.exposedHeaders ?? [])], (name) =>
    name.toLowerCase(),
  );
  const { credentials = false, maxAgeSeconds = 600 } = options;
  if (!Number.isInteger(maxAgeSeconds) || maxAgeSeconds < 0) {
    throw new RangeError('maxAgeSeconds must be a whole number of at least 0');
  }

  /** The permission to read an answer, for the origin as the list has it. */
  function grant(request: Request, headers: Headers): boolean {
    appendVary(headers, 'Origin');
    const asked = request.headers.get('origin');
    const origin = asked !== null && origins.has(asked) ? asked : undefined;
    // A handler's own permissions would widen the list, so only these count.
    for (const name of grants) headers.delete(name);
    if (origin === undefined) return false;
    headers.set('access-control-allow-origin', origin);
    if (credentials) headers.set('access-control-allow-credentials', 'true');
    return true;
  }

  function preflight(request: Request): Response {
    const headers = new Headers({ allow: [...methods, 'OPTIONS'].join(', ') });
    appendVary(headers, 'Access-Control-Request-Method');
    appendVary(headers, 'Access-Control-Request-Headers');
    if (grant(request, headers)) {
      headers.set('access-control-allow-methods', methods.join(', '));
      headers.set('access-control-allow-headers', allowed.join(', '));
      headers.set('access-control-max-age', String(maxAgeSeconds));
    }
    return new Response(null, { status: 204, headers });
  }

  return (handler) =>
    async (request, ...rest) => {
      if (request.method === 'OPTIONS') return preflight(request);
      const answer = await handler(request, ...rest);
      const headers = new Headers(answer.headers);
      if (grant(request, headers)) headers.set('access-control-expose-headers', exposed.join(', '));
      const { body, status, statusText } = answer;
      return new Response(body, { status, statusText, headers });
    };
}

const grants = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-expose-headers',
] as const;

function checkOrigin(origin: string): string {
  const isOrigin =
    !origin.includes('*') && URL.canParse(origin) && /^https?:$/.test(new URL(origin).protocol);
  // `null` is the origin of every sandboxed page, and a star of every page.
  if (!isOrigin || new URL(origin).origin !== origin) {
    throw new TypeError(`not an origin as browsers send it: ${JSON.stringify(origin)}`);
  }
  return origin;
}

function tokens(names: readonly string[], normalize: (name: string) => string): string[] {
  for (const name of names) {
    if (!token.test(name) || name === '*') {
      throw new TypeError(`not the name of a method or header: ${JSON.stringify(name)}`);
    }
  }
  return [...new Set(names.map(normalize))];
}

function appendVary(headers: Headers, name: string): void {
  const present = (headers.get('vary') ?? '').split(',').map((each) => each.trim().toLowerCase());
  if (!present.includes(name.toLowerCase()) && !present.includes('*')) headers.append('vary', name);
}
