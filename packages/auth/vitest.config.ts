import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['@parley/postgres/global-setup'],
    testTimeout: 30_000,
  },
});
