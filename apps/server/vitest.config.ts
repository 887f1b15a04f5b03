import { defineConfig } from 'vitest/config';

// Each test that starts a server or a database pays for it once per file, on a shared machine.
export default defineConfig({
  test: {
    // Many of these tests wait for a process or a time-out, so two at once fill two cores.
    maxWorkers: 2,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
