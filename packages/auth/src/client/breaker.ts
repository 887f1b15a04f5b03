/** Decides when the issuer may be asked again after it failed. */
export interface Breaker {
  /** How long to wait before the next attempt, in milliseconds; 0 when it may be made now. */
  waitMs(): number;
  failed(): void;
  succeeded(): void;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Opens at the first failure for a second, for twice as long at each further one, up to a minute;
 * each wait is stretched by up to a half at random. `now` is in milliseconds, `random` from 0 to 1.
 */
export function createBreaker(now: () => number, random: () => number): Breaker {
  let failures = 0;
  let openedAt = 0;
  let wait = 0;
  return {
    waitMs() {
      const passed = now() - openedAt;
      // A clock set back would otherwise keep it open for as long as it was set back.
      return passed < 0 ? 0 : Math.max(0, wait - passed);
    },
    failed() {
      const base = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
      wait = base * (1 + random() / 2);
      openedAt = now();
      failures = Math.min(failures + 1, 10);
    },
    succeeded() {
      failures = 0;
      wait = 0;
    },
  };
}
