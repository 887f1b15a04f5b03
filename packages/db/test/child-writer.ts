// Says which task numbers the database in the folder of its first argument has, then writes tasks
// for ever and says each number once it is acknowledged.
import { openPglite } from '../src/engine/open-pglite.ts';
import { tasksOf } from '../src/tasks/tasks-of.ts';

const db = await openPglite({ dataDir: process.argv[2] ?? '' });
const tasks = tasksOf(db, 'ann');
const found = await db.query<{ number: number }>('select number from tasks order by number');
process.stdout.write(`${JSON.stringify(found.map(({ number }) => number))}\n`);
for (;;) {
  const { number } = await tasks.create({ title: 'x'.repeat(150), notes: 'y'.repeat(2000) });
  process.stdout.write(`${number}\n`);
}
