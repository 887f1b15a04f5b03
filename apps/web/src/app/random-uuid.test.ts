import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { randomUuid } from './random-uuid.ts';

it('makes version 4 UUIDs, each another', () => {
  const ids = Array.from({ length: 50 }, randomUuid);
  for (const id of ids) expect(z.uuidv4().safeParse(id).success).toBe(true);
  expect(new Set(ids).size).toBe(50);
});
