/** The part of a `BroadcastChannel` that is used; tests give two ends of their own. */
export interface TokenChannel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}

/**
 * The one place in a page that holds the token. In memory only: never in storage, never in a URL.
 */
export interface TokenSource {
  /**
   * The current token, fetched or renewed when it is due; null when nobody is signed in. Rejects
   * with `TokenUnavailableError` when the issuer cannot be asked: that is an outage, not a
   * sign-out.
   */
  get(): Promise<string | null>;
  /** Tells that a server refused this very token. Ignored for any other than the current one. */
  invalidate(token: string): void;
  /**
   * Forgets the token, here and in other tabs: after a sign-out, and after another user's sign-in.
   */
  clear(): void;
  /** Calls back after the token was dropped here or in another tab. Returns the way to stop it. */
  onCleared(listener: () => void): () => void;
  /**
   * As the platform's `fetch`, with the token added for our own origins, and one more try with a
   * new token after a 401. Needs no `this`.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
}

/** The issuer could not be asked, or was asked too often. Not a sign-out: try again later. */
export class TokenUnavailableError extends Error {
  override readonly name = 'TokenUnavailableError';
  readonly code = 'TOKEN_UNAVAILABLE';
  /** How long to wait before the next try can reach the issuer, in milliseconds. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number, options?: ErrorOptions) {
    super('The token cannot be fetched right now.', options);
    this.retryAfterMs = retryAfterMs;
  }
}
