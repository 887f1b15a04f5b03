import { patience } from '@parley/testing/patience';
import { defineConfig } from 'vitest/config';

declare module 'vitest' {
  interface ProvidedContext {
    /** On which database the tests of this project run. */
    engine: 'pglite' | 'postgres';
  }
}

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts'], ...patience } },
      {
        test: {
          name: 'pglite',
          include: ['test/data/*.test.ts'],
          provide: { engine: 'pglite' },
          ...patience,
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['test/data/*.test.ts', 'test/door/*.test.ts'],
          provide: { engine: 'postgres' },
          globalSetup: ['@parley/postgres/global-setup'],
          ...patience,
        },
      },
    ],
  },
});
