import type { Auth } from './create-auth.ts';
import { keyStoreFor } from './key-stores.ts';
import { publicKeys } from './public-keys.ts';
import { createKeyCache } from './verify/key-cache.ts';
import type { KeyCache } from './verify/key-cache.ts';
import type { KeySource } from './verify/key-source.ts';

const caches = new WeakMap<Auth, KeyCache>();

/**
 * The keys of an issuer in the same process, read from its database: no request to oneself, which
 * fails behind proxies. Renewed each minute, and at once when this process notices a change; the
 * last known keys serve for a day while the database is away.
 */
export function inProcessKeys(auth: Auth): KeySource {
  const { find, version } = keyCacheFor(auth);
  return { find, version };
}

/** The one cache of an instance's keys for verifying. */
export function keyCacheFor(auth: Auth): KeyCache {
  const known = caches.get(auth);
  if (known) return known;
  const store = keyStoreFor(auth);
  const cache = createKeyCache({
    refreshAfterSeconds: 60,
    staleForSeconds: 86_400,
    cooldownSeconds: 1,
    retryAfterSeconds: 0.25,
    maxRetryAfterSeconds: 5,
    now: () => Date.now(),
    load: async () => publicKeys(await store.read(await auth.$context)),
  });
  store.onChanged(cache.expire);
  caches.set(auth, cache);
  return cache;
}
