/**
 * A clock that never stands still: each reading is at least a millisecond later than the one
 * before and than `after`, so that the order of items is the order in which they were made.
 */
export function createClock(now: () => Date, after?: Date): () => Date {
  let last = after?.getTime() ?? Number.NEGATIVE_INFINITY;
  return () => {
    last = Math.max(now().getTime(), last + 1);
    return new Date(last);
  };
}
