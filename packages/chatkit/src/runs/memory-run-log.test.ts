import { expect, test } from 'vitest';
import { runLogContract } from '../testing/run-log-contract.ts';
import { createMemoryRunLog } from './memory-run-log.ts';

const run = { id: 'run_1', owner: 'ann', threadId: 'thr_1' };

runLogContract('memory', async () => {
  let time = 0;
  return {
    log: createMemoryRunLog({ now: () => time }),
    async pass(ms) {
      time += ms;
    },
    async dispose() {},
  };
});

test('a run is forgotten some time after it is over, not before', async () => {
  let time = 0;
  const log = createMemoryRunLog({ keepMs: 1_000, now: () => time });
  await log.create(run);
  time = 10_000;
  expect(await log.find(run.id)).toMatchObject({ isOver: false });
  await log.end(run.id);
  time = 10_999;
  expect(await log.find(run.id)).toMatchObject({ isOver: true });
  time = 11_000;
  expect(await log.find(run.id)).toBeUndefined();
});

test('the oldest events of a long run go first, and the numbers stay', async () => {
  const log = createMemoryRunLog({ eventsPerRun: 8 });
  await log.create(run);
  for (let last = 0; last < 100; last += 1) await log.append(run.id, last, [String(last + 1)]);
  expect(await log.read(run.id, 0, 9)).toBeUndefined();
  const page = await log.read(run.id, 96, 9);
  expect(page?.events).toEqual(['97', '98', '99', '100']);
  let kept = 0;
  while ((await log.read(run.id, 99 - kept, 1)) !== undefined) kept += 1;
  expect(kept).toBeGreaterThanOrEqual(6);
  expect(kept).toBeLessThanOrEqual(8);
});

test('when all runs together are too large, those that are over go first', async () => {
  const log = createMemoryRunLog({ totalBytes: 1_000 });
  await log.create(run);
  await log.append(run.id, 0, ['x'.repeat(200)]);
  await log.end(run.id);
  await log.create({ ...run, id: 'run_2' });
  await log.append('run_2', 0, ['y'.repeat(200)]);
  expect(await log.find('run_1')).toBeDefined();
  await log.append('run_2', 1, ['y'.repeat(200)]);
  expect(await log.find('run_1')).toBeUndefined();
  await log.append('run_2', 2, ['y'.repeat(200)]);
  expect(await log.read('run_2', 0, 9)).toBeUndefined();
  expect((await log.read('run_2', 2, 9))?.events).toHaveLength(1);
});

test.each([0, -1, 1.5, Number.NaN])('a bound of %s is refused', (bound) => {
  expect(() => createMemoryRunLog({ keepMs: bound })).toThrow(RangeError);
  expect(() => createMemoryRunLog({ totalBytes: bound })).toThrow(RangeError);
  expect(() => createMemoryRunLog({ eventsPerRun: bound })).toThrow(RangeError);
});
