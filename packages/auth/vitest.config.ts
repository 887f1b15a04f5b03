import { patience } from '@parley/testing/patience';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    ...patience,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // To load Better Auth anew for each file takes a fifth of the time.
    isolate: false,
    globalSetup: ['@parley/postgres/global-setup'],
  },
});
