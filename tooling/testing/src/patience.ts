/**
 * What every package gives its tests: long enough that a busy machine fails none of them. A test
 * that passes ends as soon as what it waits for is there, so this costs time only where something
 * is wrong. All in milliseconds.
 */
export const patience: {
  testTimeout: number;
  hookTimeout: number;
  expect: { poll: { timeout: number } };
} = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } };
