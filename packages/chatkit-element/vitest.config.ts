import type { ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = {
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // A browser starts in a second and a half and shares the machine with everything else.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
};

export default config;
