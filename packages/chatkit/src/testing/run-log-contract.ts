import { describe, expect, test } from 'vitest';
import { ChatKitError } from '../errors.ts';
import type { NewRun, RunLog } from '../runs/run-log.ts';

/** A log to test, and how to be rid of it. */
export interface RunLogUnderTest {
  /** Empty. It must keep at least ten events of a run. */
  log: RunLog;
  /** Moves the log's clock on, or waits. */
  pass(ms: number): Promise<void>;
  dispose(): Promise<void>;
}

const run: NewRun = { id: 'run_1', owner: 'ann', threadId: 'thr_1' };

/**
 * Registers the tests that any run log must pass. Call it at the top of a vitest file.
 *
 * `makeLog` is called once per test and must give an empty log.
 */
export function runLogContract(name: string, makeLog: () => Promise<RunLogUnderTest>): void {
  const it = (title: string, body: (tested: RunLogUnderTest) => Promise<void>): void => {
    // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- both are in the cases
    test(title, async () => {
      const tested = await makeLog();
      try {
        await body(tested);
      } finally {
        await tested.dispose();
      }
    });
  };

  describe(`run log contract: ${name}`, () => {
    it('reads what was appended after any cursor, in pages', async ({ log }) => {
      await log.create(run);
      await log.append(run.id, 0, ['1', '2']);
      await log.append(run.id, 2, ['"三"']);
      expect(await log.read(run.id, 0, 9)).toEqual({ events: ['1', '2', '"三"'], isOver: false });
      expect(await log.read(run.id, 1, 1)).toEqual({ events: ['2'], isOver: false });
      expect(await log.read(run.id, 3, 9)).toEqual({ events: [], isOver: false });
      await log.end(run.id);
      expect(await log.read(run.id, 0, 2)).toEqual({ events: ['1', '2'], isOver: false });
      expect(await log.read(run.id, 2, 2)).toEqual({ events: ['"三"'], isOver: true });
      expect(await log.read(run.id, 3, 2)).toEqual({ events: [], isOver: true });
    });

    it('has nothing after a cursor of no event, nor in an unknown run', async ({ log }) => {
      await log.create(run);
      await log.append(run.id, 0, ['1']);
      expect(await log.read(run.id, 2, 9)).toBeUndefined();
      expect(await log.read('run_2', 0, 9)).toBeUndefined();
      expect(await log.find('run_2')).toBeUndefined();
    });

    it('takes events from the writer that knows the last one, until the end', async ({ log }) => {
      await log.create(run);
      await log.append(run.id, 0, ['1']);
      await expect(log.append(run.id, 0, ['x'])).rejects.toBeInstanceOf(ChatKitError);
      await expect(log.append(run.id, 2, ['x'])).rejects.toBeInstanceOf(ChatKitError);
      await expect(log.append('run_2', 0, ['x'])).rejects.toBeInstanceOf(ChatKitError);
      await log.end(run.id);
      await log.end(run.id);
      await expect(log.append(run.id, 1, ['x'])).rejects.toBeInstanceOf(ChatKitError);
      expect(await log.read(run.id, 0, 9)).toEqual({ events: ['1'], isOver: true });
    });

    it('finds a run by its id, and by its owner and thread while it runs', async ({ log }) => {
      await log.create(run);
      await log.append(run.id, 0, ['1', '2']);
      const record = { ...run, last: 2, isOver: false };
      expect(await log.find(run.id)).toEqual(record);
      expect(await log.findCurrent('ann', 'thr_1')).toEqual(record);
      expect(await log.findCurrent('bob', 'thr_1')).toBeUndefined();
      expect(await log.findCurrent('ann', 'thr_2')).toBeUndefined();
      await log.end(run.id);
      expect(await log.find(run.id)).toEqual({ ...record, isOver: true });
      expect(await log.findCurrent('ann', 'thr_1')).toBeUndefined();
      await log.create({ ...run, id: 'run_2' });
      expect(await log.findCurrent('ann', 'thr_1')).toMatchObject({ id: 'run_2' });
    });

    it('wakes everybody who reads a run, for each change, until they leave', async ({ log }) => {
      await log.create(run);
      const woken = wakeCounter();
      const leave = await log.subscribe(run.id, 'events', woken.wake);
      await log.subscribe(run.id, 'events', () => {});
      await log.append(run.id, 0, ['1']);
      await woken.next();
      expect((await log.read(run.id, 0, 9))?.events).toEqual(['1']);
      await log.end(run.id);
      await woken.next();
      leave();
      leave();
      await log.create({ ...run, id: 'run_2' });
      const others = wakeCounter();
      await log.subscribe('run_2', 'events', others.wake);
      await log.append('run_2', 0, ['1']);
      await others.next();
      expect(woken.count()).toBe(0);
    });

    it('tells the writer that a stop was asked for, also beforehand', async ({ log }) => {
      await log.create(run);
      const early = wakeCounter();
      await log.subscribe(run.id, 'stop', early.wake);
      await log.append(run.id, 0, ['1']);
      await log.requestStop(run.id);
      await early.next();
      const late = wakeCounter();
      await log.subscribe(run.id, 'stop', late.wake);
      await late.next();
      await log.requestStop('run_2');
    });

    it('gives a silent run to one caller', async ({ log, pass }) => {
      await log.create(run);
      expect(await log.takeOver(run.id, 1_000)).toBe(false);
      await pass(700);
      await log.append(run.id, 0, ['1']);
      await pass(700);
      await log.renew(run.id);
      await pass(700);
      expect(await log.takeOver(run.id, 1_000)).toBe(false);
      await pass(400);
      const callers = [log.takeOver(run.id, 1_000), log.takeOver(run.id, 1_000)];
      expect((await Promise.all(callers)).filter(Boolean)).toHaveLength(1);
      await log.end(run.id);
      await pass(1_100);
      expect(await log.takeOver(run.id, 1_000)).toBe(false);
      expect(await log.takeOver('run_2', 0)).toBe(false);
    });
  });
}

/** Counts wake-ups, of which an implementation may merge some. */
function wakeCounter(): { wake(): void; next(): Promise<void>; count(): number } {
  let count = 0;
  let resolve: (() => void) | undefined;
  return {
    count: () => count,
    wake() {
      count += 1;
      resolve?.();
    },
    async next() {
      if (count === 0) {
        await new Promise<void>((woken) => {
          resolve = woken;
        });
      }
      count = 0;
    },
  };
}
