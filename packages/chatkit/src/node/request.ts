import { ChatKitError } from '../errors.ts';
import { openBody } from './body.ts';
import type { NodeRequest } from './node-types.ts';

const bodiless: ReadonlySet<string> = new Set(['GET', 'HEAD']);
/** A web `Request` cannot have these. */
const forbidden: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/**
 * Makes the web request that says what Node's does.
 *
 * @param origin Of its URL; by default from the `Host` header and the connection.
 * @param signal Becomes the request's.
 * @throws ChatKitError for a `Host` that is no host and a method that no web request can have.
 * @throws TypeError when something has read the body already.
 */
export function readRequest(
  incoming: NodeRequest,
  origin: string | undefined,
  signal: AbortSignal,
): Request {
  const { method = 'GET' } = incoming;
  if (forbidden.has(method)) {
    throw new ChatKitError('method_not_allowed', `${method} is not served here`);
  }
  const url = `${origin ?? originOf(incoming)}${pathOf(incoming)}`;
  const init = { method, headers: headersOf(incoming), signal };
  if (bodiless.has(method)) return new Request(url, init);
  if (incoming.readableDidRead) {
    throw new TypeError('The body has been read: mount this handler before any parser of bodies');
  }
  return new Request(url, { ...init, body: openBody(incoming), duplex: 'half' });
}

function headersOf(incoming: NodeRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    // HTTP/2 puts the request line among the headers.
    if (value === undefined || name.startsWith(':')) continue;
    headers.set(name, typeof value === 'string' ? value : value.join(', '));
  }
  return headers;
}

function originOf({ headers, socket }: NodeRequest): string {
  const authority = headers[':authority'] ?? headers.host ?? 'localhost';
  const scheme = 'encrypted' in socket && socket.encrypted === true ? 'https' : 'http';
  const given = `${scheme}://${String(authority)}`;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  // A path, a query or a name and password would turn what follows into something else.
  if (url === undefined || url.href !== `${url.origin}/` || /[\\/?#@\s]/.test(String(authority))) {
    throw new ChatKitError('invalid_request', 'The Host header is not valid');
  }
  return url.origin;
}

/** Path and query. Express keeps the whole of them elsewhere when a router is mounted. */
function pathOf(incoming: NodeRequest): string {
  const whole = 'originalUrl' in incoming ? incoming.originalUrl : undefined;
  const target = typeof whole === 'string' ? whole : (incoming.url ?? '/');
  if (target.startsWith('/')) return target;
  // RFC 9112 3.2.2 and 3.2.4: a target may also be a whole URL, or `*`.
  if (!URL.canParse(target)) return '/';
  const { pathname, search } = new URL(target);
  return `${pathname}${search}`;
}
