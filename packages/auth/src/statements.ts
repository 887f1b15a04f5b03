import type { SQL } from 'drizzle-orm';

/** What a driver answers: one its rows, another an object that holds them. */
type Answer = Iterable<unknown> | { rows: unknown[] };

/** The part of a drizzle database that runs a statement of our own. */
export interface Statements {
  execute(query: SQL): Promise<Answer>;
}

/** The rows of an answer, whichever driver gave it. */
export function rowsOf(answer: Answer): unknown[] {
  return 'rows' in answer ? answer.rows : [...answer];
}
