import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const task = z.strictObject({
  title: z.string(),
  notes: z.string().optional(),
  status: z.enum(['todo', 'doing', 'done']).optional(),
  priority: z.enum(['low', 'medium', 'high']).optional(),
  tags: z.array(z.string()).optional(),
  dueAt: z.string().nullable().optional(),
  dueHasTime: z.boolean().optional(),
});

const turn = z.strictObject({
  /** What the user writes; each text of a list is tried as a row of its own. */
  say: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  /** A button: `confirm`, `cancel`, or `task.complete` and the like with the number of the task. */
  press: z.strictObject({ type: z.string(), number: z.number().optional() }).optional(),
  /** Somebody else (another tab) deletes these tasks first. */
  deletedElsewhere: z.array(z.number()).optional(),
  /** The server is started anew first. */
  restart: z.literal(true).optional(),
  /** The user retries the last message in place of writing. */
  retry: z.literal(true).optional(),
  /** Writes made in this turn, in order: tool and number, or tool and title for a new task. */
  writes: z.array(z.string()).optional(),
  /** No procedure at all is called, not even to read. */
  noCalls: z.literal(true).optional(),
  /** Numbers of the tasks shown in a list, in order. */
  shows: z.array(z.number()).optional(),
  /** A card with a yes and a no is shown. */
  asks: z.literal(true).optional(),
  /** Each of these is part of the reply, whatever the case of letters. */
  reply: z.array(z.string()).optional(),
  /** None of these is. */
  never: z.array(z.string()).optional(),
});

const row = z.strictObject({
  id: z.string(),
  fixture: z.string(),
  turns: z.array(turn).min(1),
  /** What is different in the end; everything not named here must be as it was. */
  after: z
    .strictObject({
      created: z.array(task).optional(),
      changed: z.record(z.string(), task.partial()).optional(),
      deleted: z.array(z.number()).optional(),
    })
    .optional(),
});

/** A file of conversations and what must come of them. */
const utteranceFile = z.strictObject({
  now: z.string(),
  timeZone: z.string(),
  user: z.string(),
  fixtures: z.record(z.string(), z.array(task)),
  /** Tasks of another user on the same server, which must never be touched or shown. */
  stranger: z.strictObject({ name: z.string(), tasks: z.array(task) }),
  rows: z.array(row),
});

export type UtteranceFile = z.infer<typeof utteranceFile>;
export type UtteranceRow = z.infer<typeof row>;
export type UtteranceTurn = z.infer<typeof turn>;
export type UtteranceTask = z.infer<typeof task>;

/**
 * The files to replay, by name: those of the folder (or the one file) that `PARLEY_UTTERANCES` names.
 *
 * @throws {Error} when there is none, or one has another form.
 */
export function utteranceFiles(): [name: string, file: UtteranceFile][] {
  const path =
    process.env['PARLEY_UTTERANCES'] ?? fileURLToPath(new URL('../evaluation', import.meta.url));
  const paths = statSync(path).isFile()
    ? [path]
    : readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .toSorted()
        .map((name) => join(path, name));
  if (paths.length === 0) throw new Error(`${path} holds no .json file.`);
  return paths.map((one) => [
    basename(one),
    utteranceFile.parse(JSON.parse(readFileSync(one, 'utf8'))),
  ]);
}
