import { callSafely } from './call-safely.ts';
import { isSameKeySet } from './key-set.ts';
import type { KeyLookup, KeySource, VerificationKey } from './key-source.ts';

/** How a cached set of keys ages. All times are seconds. */
export interface KeyCachePolicy {
  /** Age at which a set is renewed in the background while it still serves. */
  refreshAfterSeconds: number;
  /** Age up to which a set serves although it could not be renewed. */
  staleForSeconds: number;
  /** The least time between two loads caused by an unknown `kid`. */
  cooldownSeconds: number;
  /** The first wait after a failed load; it doubles with each further one. */
  retryAfterSeconds: number;
  /** The longest wait between two attempts. */
  maxRetryAfterSeconds: number;
}

/** What a key cache needs. */
export interface KeyCacheOptions extends KeyCachePolicy {
  /** Reads the whole set. Must reject rather than resolve to an empty set. */
  load(): Promise<ReadonlyMap<string, VerificationKey>>;
  /** The clock, in milliseconds. */
  now: () => number;
  /** Told about each failed load, for the log. */
  onError?: ((error: unknown) => void) | undefined;
  /**
   * Whether a load outlives the request that began it. Where it does not, nobody may wait for what
   * another request began, and nothing is begun without waiting for it. @default true
   */
  outlivesRequest?: boolean;
}

/** A set of keys that renews itself. */
export interface KeyCache extends KeySource {
  /** The set, loaded on first use; null when there is none to be had. */
  current(): Promise<ReadonlyMap<string, VerificationKey> | null>;
  /** Says the set is outdated, so that the next use loads it anew. The keys stay usable. */
  expire(): void;
}

/**
 * Keeps a set of keys: one load at a time, renewal in the background, the last good set served
 * while the source is down (up to a bound), no more attempts than the back-off allows, and never a
 * good set replaced by a failed load. A stranger's unknown `kid` causes at most one load per
 * cool-down.
 */
export function createKeyCache(options: KeyCacheOptions): KeyCache {
  const { load, now, onError, outlivesRequest = true } = options;
  let keys: ReadonlyMap<string, VerificationKey> | null = null;
  let loadedAt = 0;
  let attemptedAt = 0;
  let failures = 0;
  let version = 0;
  let flight: Promise<void> | null = null;
  let outdated = false;
  let begun = 0;
  let begunAt = 0;
  /** The load whose outcome counts: one that began earlier and ends later tells nothing new. */
  let latest = 0;

  /** Seconds since `time`. A clock that went back counts as no time at all. */
  const since = (time: number): number => Math.max(0, (now() - time) / 1000);

  /**
   * Whether another request is presumably loading; it may also have ended and taken its load along.
   */
  function isLoadingElsewhere(): boolean {
    return !outlivesRequest && begun > latest && since(begunAt) < options.retryAfterSeconds;
  }

  function mayAttempt(): boolean {
    if (keys !== null && isLoadingElsewhere()) return false;
    if (failures === 0) return true;
    const wait = options.retryAfterSeconds * 2 ** Math.min(failures - 1, 20);
    // A clock set back by more than the wait must not silence the source until it catches up.
    return (
      now() < attemptedAt || since(attemptedAt) >= Math.min(wait, options.maxRetryAfterSeconds)
    );
  }

  async function attempt(): Promise<void> {
    outdated = false;
    begun += 1;
    begunAt = now();
    const own = begun;
    try {
      const loaded = await load();
      if (own < latest) return;
      latest = own;
      if (keys === null || !isSameKeySet(keys, loaded)) {
        keys = loaded;
        version += 1;
      }
      loadedAt = now();
      failures = 0;
    } catch (error) {
      callSafely(() => onError?.(error));
      if (own < latest) return;
      latest = own;
      attemptedAt = now();
      failures += 1;
    }
  }

  function refresh(): Promise<void> {
    if (!outlivesRequest) return attempt();
    flight ??= attempt().finally(() => {
      flight = null;
    });
    return flight;
  }

  /** Renews behind the caller; where that would never end, the caller waits for it. */
  async function renew(): Promise<void> {
    const renewal = refresh();
    if (!outlivesRequest) await renewal;
  }

  async function current(): Promise<ReadonlyMap<string, VerificationKey> | null> {
    if (now() < loadedAt) loadedAt = now();
    // A load that began before the set was called outdated may have missed what changed.
    if (outdated && flight !== null) await flight;
    if (outdated) await refresh();
    const age = since(loadedAt);
    if (keys !== null && age < options.refreshAfterSeconds) return keys;
    if (keys !== null && age < options.staleForSeconds) {
      if (mayAttempt()) await renew();
      return keys;
    }
    if (flight !== null || mayAttempt()) await refresh();
    return since(loadedAt) < options.staleForSeconds ? keys : null;
  }

  async function find(kid: string): Promise<KeyLookup> {
    const before = await current();
    if (before === null) return { kind: 'unavailable' };
    const key = before.get(kid);
    if (key !== undefined) return { kind: 'found', key };
    // Published since the last load, or a stranger's invention: ask, but not for every stranger.
    if (failures === 0 && since(loadedAt) < options.cooldownSeconds) return { kind: 'unknown' };
    const mayLoad = flight !== null || mayAttempt();
    if (mayLoad) await refresh();
    else if (isLoadingElsewhere()) return { kind: 'unavailable' };
    const renewed = keys?.get(kid);
    if (renewed !== undefined) return { kind: 'found', key: renewed };
    return { kind: failures === 0 ? 'unknown' : 'unavailable' };
  }

  return {
    find,
    current,
    version() {
      // Asked on every verification, so a removed key is noticed even when every token is remembered.
      const due = keys !== null && since(loadedAt) >= options.refreshAfterSeconds;
      if (due && outlivesRequest && mayAttempt()) void refresh();
      return version;
    },
    expire: () => {
      outdated = true;
    },
  };
}
