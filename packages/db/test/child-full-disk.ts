// Writes a task to the database in the folder of its first argument, then makes every write to the
// disk fail as on a full one, and says what further calls answer.
import fs from 'node:fs';
import { DatabaseError, openDatabase, tasksOf } from '../src/index.ts';

const db = await openDatabase({ dataDir: process.argv[2] });
const tasks = tasksOf(db, 'ann');
await tasks.create({ title: 'before' });

const STANDARD_ERROR = 2;
const writeSync = fs.writeSync;
fs.writeSync = ((file: number, ...rest: [NodeJS.ArrayBufferView]) => {
  if (file <= STANDARD_ERROR) return writeSync(file, ...rest);
  throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', errno: -28 });
}) as typeof writeSync;

const answers: string[] = [];
for (const call of [() => tasks.create({ title: 'during' }), () => tasks.list(), () => db.ping()])
  await call().catch((error: unknown) => {
    if (error instanceof DatabaseError) answers.push(error.code);
  });
process.stdout.write(JSON.stringify(answers));
process.exit();
