import type { Logger } from '../log/logger.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Does work a minute after the start, when the first visitors have been served, and then once a
 * day. A failure is logged and the next day comes all the same.
 *
 * @returns ends it and waits for work under way. Safe to call twice.
 */
export function scheduleHousekeeping(work: () => Promise<void>, log: Logger): () => Promise<void> {
  let underWay: Promise<void> = Promise.resolve();
  const run = (): void => {
    underWay = work().catch((error: unknown) => log.error({ err: error }, 'housekeeping failed'));
    timer = setTimeout(run, dayMs).unref();
  };
  let timer = setTimeout(run, minuteMs).unref();
  return async () => {
    clearTimeout(timer);
    await underWay;
  };
}
