import { defineConfig } from 'vitest/config';

declare module 'vitest' {
  interface ProvidedContext {
    /** On which database the tests of this project run. */
    engine: 'pglite' | 'postgres';
  }
}

// Starting a database takes seconds on a busy machine.
const timeouts = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts'] } },
      {
        test: {
          name: 'pglite',
          include: ['test/data/*.test.ts'],
          provide: { engine: 'pglite' },
          ...timeouts,
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['test/data/*.test.ts', 'test/door/*.test.ts'],
          provide: { engine: 'postgres' },
          globalSetup: ['@parley/postgres/global-setup'],
          ...timeouts,
        },
      },
    ],
  },
});
