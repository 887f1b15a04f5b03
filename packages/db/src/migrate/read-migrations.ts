import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** One step of the schema. */
export interface Migration {
  /** Position, from 0. */
  index: number;
  name: string;
  /** Any number of statements. */
  sql: string;
  /** Of the text, whatever its line ends. */
  hash: string;
}

const journalSchema = z.object({
  entries: z.array(z.object({ idx: z.number().int(), tag: z.string() })),
});

/** This package's migrations. */
export const migrationsFolder: URL = new URL('../../migrations/', import.meta.url);

/** Reads the migrations that drizzle-kit's journal in `folder` lists, in order. */
export async function readMigrations(folder: URL = migrationsFolder): Promise<Migration[]> {
  const journal = await readFile(new URL('meta/_journal.json', folder), 'utf8');
  const { entries } = journalSchema.parse(JSON.parse(journal));
  return Promise.all(
    entries.map(async ({ idx, tag }) => {
      const text = await readFile(new URL(`${tag}.sql`, folder), 'utf8');
      const sql = text.replaceAll('\r\n', '\n');
      const hash = createHash('sha256').update(sql).digest('hex');
      return { index: idx, name: tag, sql, hash };
    }),
  );
}
