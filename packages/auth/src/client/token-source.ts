import { createAuthorizedFetch } from './authorized-fetch.ts';
import { createBreaker } from './breaker.ts';
import { holdToken } from './held-token.ts';
import type { HeldToken } from './held-token.ts';
import { createOpenStreams } from './open-streams.ts';
import { TokenUnavailableError } from './types.ts';
import type { TokenChannel, TokenSource } from './types.ts';

/** What a token source needs. */
export interface TokenSourceOptions {
  /**
   * Asks the issuer, as `fetchTokenFrom(authClient)` does: the token, null when nobody is signed
   * in. Must reject, not resolve to null, when the issuer cannot be asked.
   */
  fetchToken(): Promise<string | null>;
  /** The clock, in milliseconds. @default Date.now */
  now?: () => number;
  /** How long before a token's end a new one is fetched, in seconds. @default 60 */
  renewBeforeSeconds?: number;
  /**
   * Tells other tabs of a sign-out, and whose token came first after a page was opened, for
   * instance `new BroadcastChannel('parley')`. No token is sent over it.
   */
  channel?: TokenChannel;
  /** Origins that get the token beside the page's own; exact. @default [] */
  allowedOrigins?: readonly string[];
  /** The platform's fetch. @default globalThis.fetch */
  fetch?: typeof fetch;
  /**
   * Called when a new token came while an event stream opened with a former one is still read: the
   * moment to show it to the server, with any request through `fetch`, so that it lets the stream
   * go on. @default nothing: a server may end the stream with its token
   */
  onRenewed?: () => void;
  /** A number from 0 to 1. @default Math.random */
  random?: () => number;
}

interface ErrorReporter {
  reportError?: (error: unknown) => void;
}

const CLEARED = 'parley.auth.cleared';
/** Before a user's id. A sign-in over another site ends in a new page, which says only this. */
const USER = 'parley.auth.user ';
/** A replacement refused sooner than this is no better than what it replaced. */
const SOON_MS = 30_000;
/** With less than this left a request may arrive too late, so it waits for the new token. */
const TOO_LATE_MS = 5000;

/**
 * Makes the page's one source of the token, shared by tRPC, the event stream and ChatKit. However
 * many ask, one request is under way. It is renewed at use, and on a timer only while an event
 * stream is open: an idle page asks for nothing.
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { fetchToken, now = () => Date.now(), renewBeforeSeconds = 60, channel } = options;
  const random = options.random ?? Math.random;
  const breaker = createBreaker(now, random);
  const listeners = new Set<() => void>();
  let held: HeldToken | null = null;
  let heldSince = 0;
  /** Whether the token in hand was fetched because the one before was refused. */
  let replacement = false;
  /** The token a server refused, kept to be shown again while the breaker is open. */
  let refused: string | null = null;
  let flight: Promise<string | null> | null = null;
  /** Raised by every clear: an answer to a question asked before it is about somebody else. */
  let epoch = 0;

  const streams = createOpenStreams({
    current: () => held?.text,
    dueInMs: () => held && Math.max(held.renewAt - now(), breaker.waitMs(), 0),
    renew: () => renew(),
    onRenewed: options.onRenewed,
  });

  function forget(): void {
    streams.forget();
    epoch += 1;
    held = null;
    refused = null;
    flight = null;
    breaker.succeeded();
    for (const listener of listeners) {
      try {
        listener();
      } catch (error) {
        // One listener's fault must not keep the others from hearing of a sign-out.
        (globalThis as ErrorReporter).reportError?.(error);
      }
    }
  }

  async function ask(): Promise<string | null> {
    const asked = { epoch, at: now(), renewing: held, replacing: refused !== null };
    let next: HeldToken | null;
    try {
      const text = await fetchToken();
      const times = { askedAt: asked.at, renewBeforeSeconds, random: random() };
      next = text === null ? null : holdToken(text, times);
    } catch (error) {
      if (asked.epoch !== epoch) return null;
      breaker.failed();
      throw new TokenUnavailableError(breaker.waitMs(), { cause: error });
    }
    if (asked.epoch !== epoch) return null;
    if (asked.renewing !== null && next?.subject !== asked.renewing.subject) {
      // The cookie is somebody else's by now, or nobody's: those who asked meant the former user.
      forget();
      return null;
    }
    if (!asked.replacing) breaker.succeeded();
    held = next;
    if (asked.renewing === null && next !== null) tell(USER + next.subject);
    heldSince = asked.at;
    replacement = asked.replacing;
    refused = null;
    streams.renewed();
    return next?.text ?? null;
  }

  function renew(): Promise<string | null> {
    if (flight !== null) return flight;
    const started = ask().finally(() => {
      if (flight === started) flight = null;
    });
    flight = started;
    return started;
  }

  async function get(): Promise<string | null> {
    const time = now();
    const usable = held !== null && time < held.endsAt;
    if (held !== null && usable && refused === null && time < held.renewAt) return held.text;
    const wait = flight === null ? breaker.waitMs() : 0;
    if (wait > 0) {
      if (held !== null && usable) return held.text;
      throw new TokenUnavailableError(wait);
    }
    const renewal = renew();
    if (held === null || refused !== null || time >= held.endsAt - TOO_LATE_MS) return renewal;
    // Still good for a while: use it, and let whoever comes next have the new one. A failure has
    // opened the breaker; nobody here needs to hear of it yet.
    renewal.catch(() => undefined);
    return held.text;
  }

  function invalidate(token: string): void {
    if (held === null || held.text !== token || refused === token) return;
    // One refusal is met with a new token at once. When that is refused too, so will be the next:
    // issuer and server disagree, and asking at each request would bring the issuer down.
    if (replacement && now() - heldSince < SOON_MS) breaker.failed();
    refused = token;
  }

  function tell(message: string): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window
    channel?.postMessage(message);
  }

  channel?.addEventListener('message', ({ data }) => {
    const isOfAnother =
      held !== null &&
      typeof data === 'string' &&
      data.startsWith(USER) &&
      data !== USER + held.subject;
    if (data === CLEARED || isOfAnother) forget();
  });

  const source = {
    get,
    invalidate,
    clear(): void {
      forget();
      tell(CLEARED);
    },
    onCleared(listener: () => void): () => void {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
  return {
    ...source,
    fetch: createAuthorizedFetch({ ...source, ...options, onStream: streams.opened }),
  };
}
