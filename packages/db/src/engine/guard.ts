import { toDatabaseError } from './to-database-error.ts';

/** Runs `work` and lets only a `DatabaseError` out, so that no row or parameter reaches a log. */
export async function guard<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toDatabaseError(error);
  }
}
