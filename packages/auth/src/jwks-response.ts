import type { Auth } from './create-auth.ts';
import { keyStoreFor } from './key-stores.ts';
import type { KeyRow } from './key-schedule.ts';
import { publicKeys } from './public-keys.ts';
import { jwkOf } from './verify/key-source.ts';

/**
 * Five minutes fresh, ten more while renewing, a day while we are down. The first two together are
 * the `HTTP_CACHE_SECONDS` that a key is published the earlier for.
 */
const CACHE_CONTROL = 'public, max-age=300, stale-while-revalidate=600, stale-if-error=86400';

/** How long the keys last read are served while the database is away, in milliseconds. */
const STALE_FOR_MS = 86_400_000;

/**
 * Answers a request for the public keys (RFC 7517) at `/.well-known/jwks.json` and
 * `/api/auth/jwks`: 200, or 304 for a known `ETag`; 405 for a method other than GET and HEAD. With
 * no key to publish it is 503 and never cached, for an empty set would fail every token for as long
 * as somebody keeps it. While the database is away, the last known keys are served.
 */
export async function jwksResponse(auth: Auth, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  }
  const body = await keySetText(auth);
  if (body === null) {
    return Response.json(
      { code: 'KEYS_UNAVAILABLE', message: 'The keys cannot be read right now.' },
      { status: 503, headers: { 'cache-control': 'no-store', 'retry-after': '5' } },
    );
  }
  const etag = await etagOf(body);
  const headers = { 'cache-control': CACHE_CONTROL, etag };
  if (matches(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(request.method === 'HEAD' ? null : body, {
    headers: { ...headers, 'content-type': 'application/jwk-set+json' },
  });
}

async function keySetText(auth: Auth): Promise<string | null> {
  const store = keyStoreFor(auth);
  let rows: readonly KeyRow[];
  try {
    rows = await store.read(await auth.$context);
  } catch {
    const last = store.lastRead();
    if (last === null || Date.now() - last.at > STALE_FOR_MS) return null;
    ({ rows } = last);
  }
  try {
    return JSON.stringify({ keys: [...publicKeys(rows).values()].map(jwkOf) });
  } catch {
    // No usable key: what a caller may do about it is the same as for an unreachable one.
    return null;
  }
}

async function etagOf(body: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
  const start = [...new Uint8Array(digest, 0, 16)];
  return `"${start.map((byte) => byte.toString(16).padStart(2, '0')).join('')}"`;
}

/** RFC 9110 §13.1.2: a list of tags, compared weakly, or `*`. */
function matches(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
