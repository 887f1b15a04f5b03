/** Resolves when `work` is done or `limitMs` have passed; rejects when `work` does before that. */
export async function withinTime(work: Promise<unknown>, limitMs: number): Promise<void> {
  const timeUp = Promise.withResolvers<void>();
  const timer = setTimeout(timeUp.resolve, limitMs);
  try {
    await Promise.race([work, timeUp.promise]);
  } finally {
    clearTimeout(timer);
  }
}
