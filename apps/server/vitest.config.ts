import { patience } from '@parley/testing/patience';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    ...patience,
    // Many of these tests wait for a process or a time-out, so two at once fill two cores.
    maxWorkers: 2,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
});
