import { createKeyCache } from './key-cache.ts';
import type { KeyCachePolicy } from './key-cache.ts';
import { readKeySet } from './key-set.ts';
import type { KeySource, VerificationKey } from './key-source.ts';
import { readLimitedText } from './limited-text.ts';

/** How keys are fetched. Every field has a default. */
export interface RemoteKeysOptions extends Partial<KeyCachePolicy> {
  /** The function that fetches. @default globalThis.fetch */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** The clock, in milliseconds. @default Date.now */
  now?: () => number;
  /** How long one fetch may take, body included. @default 5000 */
  timeoutMs?: number;
  /** The largest body read. @default 65536 */
  maxBytes?: number;
  /** Told about each failed fetch, for the log. Never holds a token. */
  onError?: (error: unknown) => void;
}

/** Keys of an issuer elsewhere. */
export interface RemoteKeys extends KeySource {
  /**
   * Says whether tokens can be checked: whether a set is at hand, fresh or stale within the bound.
   * Fetches when there is none yet, so that a server may be warm before it takes requests. Never
   * rejects.
   */
  ready(): Promise<boolean>;
}

const POLICY: KeyCachePolicy = {
  refreshAfterSeconds: 300,
  staleForSeconds: 86_400,
  cooldownSeconds: 30,
  retryAfterSeconds: 1,
  maxRetryAfterSeconds: 60,
};

/**
 * Keys published at a URL (RFC 7517), for a verifier in another process than the issuer. Renewed
 * after 5 minutes in the background; served up to a day old while the issuer is down; at most one
 * fetch at a time, one per 30 seconds for unknown keys, and one per back-off while fetches fail.
 * Throws `TypeError` unless the URL is https, or http on this machine, `RangeError` for a limit
 * that makes no sense.
 */
export function remoteKeys(url: string | URL, options: RemoteKeysOptions = {}): RemoteKeys {
  const address = new URL(url);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname);
  if (address.protocol !== 'https:' && !(local && address.protocol === 'http:')) {
    throw new TypeError('The address of a key set must be https');
  }
  if (address.username !== '' || address.password !== '') {
    throw new TypeError('The address of a key set must not hold credentials');
  }
  const {
    fetch: fetchKeys = fetch,
    now = () => Date.now(),
    timeoutMs = 5000,
    maxBytes = 65_536,
    onError,
    ...policy
  } = options;
  const limits = { ...POLICY, ...policy };
  for (const [name, value] of Object.entries({ ...limits, timeoutMs, maxBytes })) {
    if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} must be more than 0`);
  }
  if (limits.refreshAfterSeconds >= limits.staleForSeconds) {
    throw new RangeError('refreshAfterSeconds must be less than staleForSeconds');
  }

  async function load(): Promise<Map<string, VerificationKey>> {
    const response = await fetchKeys(address.href, {
      headers: { accept: 'application/jwk-set+json, application/json' },
      // The keys must come from the host that was configured, not from one it points to. Workers
      // know no `error`, and throw for it; the status refuses a redirect as well.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new Error(`the key set was answered with status ${response.status}`);
    }
    return readKeySet(JSON.parse(await readLimitedText(response, maxBytes)));
  }

  const outlivesRequest = !isCloudflareWorkers();
  const { find, version, current } = createKeyCache({
    ...limits,
    load,
    now,
    onError,
    outlivesRequest,
  });
  return { find, version, ready: async () => (await current()) !== null };
}

/** There, what a request began ends with it, and waiting for it from another request fails. */
function isCloudflareWorkers(): boolean {
  return globalThis.navigator?.userAgent === 'Cloudflare-Workers';
}
