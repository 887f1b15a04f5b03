import { callSafely } from './call-safely.ts';
import type { RevocationList } from './revocation-list.ts';
import type { AuthContext } from './types.ts';

/** Why what a stream was opened with no longer holds. */
export type CredentialEnd = 'TOKEN_EXPIRED' | 'TOKEN_REVOKED';

/** Ends streams when the token they were opened with does. */
export interface CredentialWatch {
  /**
   * Calls back once, when the token ends: at its `exp`, or as soon as it is revoked. Never before
   * this returns. The returned function ends the watch; it may be called twice.
   */
  watch(auth: AuthContext, onEnd: (why: CredentialEnd) => void): () => void;
  /**
   * Tells of a token that was just verified: streams of the same user and session last as long as
   * the newest one. This is how a client re-authorises a stream without opening it anew.
   */
  renew(auth: AuthContext): void;
}

/** What a watch needs. Every field has a default. */
export interface CredentialWatchOptions {
  /** What has been revoked. @default nothing ever is */
  revocations?: RevocationList;
  /** The clock, in milliseconds. @default Date.now */
  now?: () => number;
}

/** `setTimeout` fires at once beyond this. */
const LONGEST_TIMER = 2 ** 31 - 1;

interface Stream {
  /** The newest token seen of the session. */
  auth: AuthContext;
  end(why: CredentialEnd): void;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Makes a watch for all the streams of a process. */
export function createCredentialWatch(options: CredentialWatchOptions = {}): CredentialWatch {
  const { revocations, now = () => Date.now() } = options;
  const streams = new Map<string, Set<Stream>>();
  let unsubscribe: (() => void) | undefined;

  function arm(stream: Stream): void {
    clearTimeout(stream.timer);
    const left = stream.auth.expiresAt.getTime() - now();
    const timer = setTimeout(
      () => {
        if (left > LONGEST_TIMER) arm(stream);
        else stream.end('TOKEN_EXPIRED');
      },
      Math.min(Math.max(left, 0), LONGEST_TIMER),
    );
    stream.timer = timer;
    // A stream alone does not keep a process alive. Browsers' and Workers' timers are numbers.
    if (typeof timer === 'object') timer.unref();
  }

  function checkAll(): void {
    for (const ofSession of streams.values()) {
      for (const stream of ofSession) {
        if (revocations?.isRevoked(stream.auth)) stream.end('TOKEN_REVOKED');
      }
    }
  }

  return {
    watch(auth, onEnd) {
      const { sessionId } = auth;
      const ofSession = streams.get(sessionId) ?? new Set();
      const stream: Stream = {
        auth,
        timer: undefined,
        end(why) {
          stop();
          callSafely(() => onEnd(why));
        },
      };
      const stop = (): void => {
        clearTimeout(stream.timer);
        ofSession.delete(stream);
        if (ofSession.size === 0 && streams.get(sessionId) === ofSession) streams.delete(sessionId);
        if (streams.size === 0) {
          unsubscribe?.();
          unsubscribe = undefined;
        }
      };
      streams.set(sessionId, ofSession.add(stream));
      unsubscribe ??= revocations?.subscribe(checkAll);
      arm(stream);
      // Revoked between the check of the token and here.
      queueMicrotask(() => {
        if (ofSession.has(stream) && revocations?.isRevoked(stream.auth)) {
          stream.end('TOKEN_REVOKED');
        }
      });
      return stop;
    },
    renew(auth) {
      for (const stream of streams.get(auth.sessionId) ?? []) {
        if (stream.auth.userId !== auth.userId) continue;
        if (stream.auth.expiresAt >= auth.expiresAt) continue;
        stream.auth = auth;
        arm(stream);
      }
    },
  };
}
