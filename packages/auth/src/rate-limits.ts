import type { BetterAuthRateLimitOptions } from 'better-auth';

/** The header in which the server tells the client's address; see `withClientAddress`. */
export const CLIENT_ADDRESS_HEADER = 'x-parley-client-address';

/**
 * The limits per client address and path. Better Auth's window starts anew only after a pause of
 * its whole length, so windows are short: a steady trickle from one office must never add up.
 * Reading a session, fetching a token and reading the keys are free, because a page does them by
 * itself and a refusal would look like a sign-out.
 */
export function rateLimits(overrides: BetterAuthRateLimitOptions = {}): BetterAuthRateLimitOptions {
  const guess = { window: 10, max: 5 };
  return {
    enabled: true,
    window: 10,
    max: 100,
    ...overrides,
    customRules: {
      '/get-session': false,
      '/token': false,
      '/sign-in/email': guess,
      '/sign-up/email': guess,
      '/change-password': guess,
      '/delete-user': guess,
      '/reset-password': guess,
      '/request-password-reset': { window: 60, max: 5 },
      '/request-sign-in-link': { window: 60, max: 5 },
      // Each call stores a challenge, and needs nobody to be signed in.
      '/passkey/generate-authenticate-options': { window: 10, max: 20 },
      ...overrides.customRules,
    },
  };
}

/**
 * The request with the address the server saw on its socket (or resolved from a proxy it trusts) in
 * the header the limits read. Whatever the client wrote there is overwritten; with `null` all such
 * clients share one limit.
 */
export function withClientAddress(request: Request, address: string | null): Request {
  const headers = new Headers(request.headers);
  headers.delete(CLIENT_ADDRESS_HEADER);
  if (address !== null) headers.set(CLIENT_ADDRESS_HEADER, address);
  return new Request(request, { headers });
}
