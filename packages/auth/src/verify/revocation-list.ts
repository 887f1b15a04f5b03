import { callSafely } from './call-safely.ts';
import type { AuthContext } from './types.ts';

/** Something that ends tokens before their time. */
export type Revocation =
  /** Every token of a session (`sid`): it was signed out or taken away. */
  | { kind: 'session'; id: string }
  /** One token (`jti`). */
  | { kind: 'token'; id: string }
  /** Every token of a user (`sub`) issued before a moment: a ban, a deletion, a new password. */
  | { kind: 'user'; id: string; notBefore: Date };

/** What a verifier and the streams it opened ask. */
export interface RevocationList {
  /**
   * Says whether the token behind `auth` has been revoked. Asked on every request, so never waits.
   */
  isRevoked(auth: AuthContext): boolean;
  /**
   * Calls back after something was revoked; whose it was must be asked with `isRevoked`. Returns
   * the end of it, which may be called twice.
   */
  subscribe(listener: () => void): () => void;
}

/** A list that can be added to. */
export interface MemoryRevocationList extends RevocationList {
  /** Revokes, from now on. The same revocation twice does no harm. */
  revoke(revocation: Revocation): void;
  /** How many revocations are remembered. */
  readonly size: number;
}

/** How long a list remembers. Every field has a default. */
export interface RevocationListOptions {
  /** The clock, in milliseconds. @default Date.now */
  now?: () => number;
  /** At least the longest life of a token with the tolerance of clocks. @default 3660 */
  retainSeconds?: number;
}

interface Entry {
  /** For a user: tokens issued before this, in milliseconds, are revoked. Else infinite. */
  before: number;
  forgetAt: number;
}

/**
 * Keeps revocations in the memory of this process, each for as long as a token could outlive it. To
 * reach other processes, pass on what they revoke with `revoke`: the order does not matter.
 */
export function createRevocationList(options: RevocationListOptions = {}): MemoryRevocationList {
  const { now = () => Date.now(), retainSeconds = 3660 } = options;
  if (!(retainSeconds > 0)) throw new RangeError('retainSeconds must be more than 0');
  // Oldest first, so that what can be forgotten stands at the front.
  const entries: Record<Revocation['kind'], Map<string, Entry>> = {
    session: new Map(),
    token: new Map(),
    user: new Map(),
  };
  const listeners = new Set<() => void>();

  function forget(time: number): void {
    for (const ofKind of Object.values(entries)) {
      for (const [id, { forgetAt }] of ofKind) {
        if (forgetAt > time) break;
        ofKind.delete(id);
      }
    }
  }

  return {
    isRevoked({ sessionId, tokenId, userId, issuedAt }) {
      if (entries.session.has(sessionId)) return true;
      if (tokenId !== undefined && entries.token.has(tokenId)) return true;
      const user = entries.user.get(userId);
      return user !== undefined && issuedAt.getTime() < user.before;
    },
    subscribe(listener) {
      // Wrapped, so that one function given twice counts twice.
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    revoke(revocation) {
      const time = now();
      forget(time);
      const { kind, id } = revocation;
      const before = kind === 'user' ? revocation.notBefore.getTime() : Infinity;
      const known = entries[kind].get(id);
      entries[kind].delete(id);
      entries[kind].set(id, {
        before: Math.max(before, known?.before ?? before),
        forgetAt: time + retainSeconds * 1000,
      });
      for (const listener of listeners) callSafely(listener);
    },
    get size() {
      return entries.session.size + entries.token.size + entries.user.size;
    },
  };
}
