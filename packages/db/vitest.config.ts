import { patience } from '@parley/testing/patience';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    ...patience,
    globalSetup: ['@parley/postgres/global-setup', './test/pglite-template.ts'],
  },
});
