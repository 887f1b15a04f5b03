import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // A browser starts in a second and a half and shares the machine with everything else.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
