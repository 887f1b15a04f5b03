import { defineConfig } from 'drizzle-kit';

/** Settings of `drizzle-kit generate`, which writes the next migration from the schema. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/schema/index.ts',
  out: './migrations',
});
