import { patience } from '@parley/testing/patience';
import type { ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = {
  test: { ...patience, include: ['src/**/*.test.ts', 'test/**/*.test.ts'] },
};

export default config;
