import type { Jwk } from 'better-auth/plugins/jwt';
import type { Auth } from './create-auth.ts';
import { listKeys } from './key-store.ts';
import { keyStoreFor } from './key-stores.ts';
import { createKeyCache } from './verify/key-cache.ts';
import type { KeyCache } from './verify/key-cache.ts';
import { readKeySet } from './verify/key-set.ts';
import type { KeySource, VerificationKey } from './verify/key-source.ts';

const caches = new WeakMap<Auth, KeyCache>();

/** A key that no longer signs is published while a token it signed may live (an hour at most). */
const RETIRED_FOR_MS = 3_605_000;

/**
 * The keys of an issuer in the same process, read from its database: no request to oneself, which
 * fails behind proxies. Renewed each minute; the last known keys serve while the database is away.
 */
export function inProcessKeys(auth: Auth): KeySource {
  const { find, version } = keyCacheFor(auth);
  return { find, version };
}

/** The one cache of an instance's public keys, shared by verifying and publishing. */
export function keyCacheFor(auth: Auth): KeyCache {
  const known = caches.get(auth);
  if (known) return known;
  const cache = createKeyCache({
    refreshAfterSeconds: 60,
    staleForSeconds: 86_400,
    cooldownSeconds: 1,
    retryAfterSeconds: 0.25,
    maxRetryAfterSeconds: 5,
    now: () => Date.now(),
    load: async () => {
      const { adapter } = await auth.$context;
      return publicKeys(await listKeys(adapter));
    },
  });
  keyStoreFor(auth).onCreated(cache.expire);
  caches.set(auth, cache);
  return cache;
}

function publicKeys(rows: readonly Jwk[]): Map<string, VerificationKey> {
  const oldest = Date.now() - RETIRED_FOR_MS;
  const published = rows.filter((row) => !row.expiresAt || row.expiresAt.getTime() > oldest);
  const members = published.map((row) => ({
    ...(JSON.parse(row.publicKey) as object),
    alg: row.alg ?? 'EdDSA',
    kid: row.id,
  }));
  return readKeySet({ keys: members });
}
