import type { SignedIn } from './types.ts';

interface Entry {
  result: SignedIn;
  /** Milliseconds since the epoch after which the entry is no longer true. */
  deadline: number;
}

/** Remembers verified tokens by their exact text. */
export interface TokenCache {
  /** The result for a token, or undefined when it is not remembered or is past its end. */
  get(token: string, now: number): SignedIn | undefined;
  set(token: string, result: SignedIn, deadline: number): void;
  delete(token: string): void;
  clear(): void;
}

/**
 * A bounded cache that forgets the least recently used token. Only good tokens enter, so a stranger
 * cannot fill it. `size` 0 turns it off.
 */
export function createTokenCache(size: number): TokenCache {
  // A Map keeps insertion order: re-inserting on each hit makes its first entry the oldest used.
  const entries = new Map<string, Entry>();
  return {
    get(token, now) {
      const entry = entries.get(token);
      if (entry === undefined) return undefined;
      entries.delete(token);
      if (now >= entry.deadline) return undefined;
      entries.set(token, entry);
      return entry.result;
    },
    set(token, result, deadline) {
      if (size === 0) return;
      if (entries.size >= size) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) entries.delete(oldest);
      }
      entries.set(token, { result, deadline });
    },
    delete: (token) => void entries.delete(token),
    clear: () => entries.clear(),
  };
}
