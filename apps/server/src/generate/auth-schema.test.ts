import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { authSchemaSource } from './auth-schema.ts';

const committed = new URL('../../../../packages/db/src/schema/auth.ts', import.meta.url);

it('the tables in packages/db are those our options ask for; if not, run `pnpm generate`', async () => {
  expect(await readFile(committed, 'utf8')).toBe(await authSchemaSource());
});
