import { defineConfig } from 'vitest/config';

// Each test that starts a server or a database pays for it once per file, on a shared machine.
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
