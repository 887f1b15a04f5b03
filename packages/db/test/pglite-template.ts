import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../src/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Data folder with an up-to-date, empty PGlite, to be copied: making one takes seconds. */
    pgliteTemplate: string;
  }
}

/** Vitest's global set-up: makes the template, deletes it in the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-template-'));
  const db = await openDatabase({ dataDir });
  await db.migrate();
  await db.close();
  project.provide('pgliteTemplate', dataDir);
  return () => rm(dataDir, { recursive: true, force: true });
}
