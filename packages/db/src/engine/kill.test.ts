import { expect, test } from 'vitest';
import { addUsers, ownFolder } from '../../test/databases.ts';
import { startChild } from '../../test/children.ts';
import { openDatabase, tasksOf } from '../index.ts';

const ROUNDS = 20;
const MOST_WRITES = 40;

test('a process killed while it writes loses nothing it confirmed, twenty times over', async () => {
  await using folder = await ownFolder('database');
  const first = await openDatabase({ dataDir: folder.path });
  await addUsers(first, ['ann']);
  await first.close();

  let confirmed = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    await using child = startChild('child-writer', folder.path);
    const { value: found = '[]' } = await child.lines.next();
    const numbers = JSON.parse(found) as number[];
    // Every confirmed number is there, and what was cut off is there whole or not at all.
    expect(numbers.length).toBeGreaterThanOrEqual(confirmed);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));

    const writes = 1 + Math.floor(Math.random() * MOST_WRITES);
    for (let write = 0; write < writes; write += 1) await child.lines.next();
    await child.kill();
    confirmed = numbers.length + writes;
    for (let next = await child.lines.next(); next.done !== true; next = await child.lines.next())
      confirmed = Number(next.value);
  }

  const last = await openDatabase({ dataDir: folder.path });
  const { total } = await tasksOf(last, 'ann').list();
  expect(total).toBeGreaterThanOrEqual(confirmed);
  expect(total).toBeLessThanOrEqual(confirmed + 1);
  expect((await tasksOf(last, 'ann').create({ title: 'next' })).number).toBe(total + 1);
  await last.close();
}, 600_000);
