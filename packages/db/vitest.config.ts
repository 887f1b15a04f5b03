import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['@parley/postgres/global-setup', './test/pglite-template.ts'],
    // A first start of PGlite takes seconds on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
