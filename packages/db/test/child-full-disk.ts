// Writes to the database in the folder of its first argument, then makes every write to the disk
// fail as on a full one, and says what a further write answers (its second argument names which),
// and what reading does after it.
import fs from 'node:fs';
import { openDatabase, schema, tasksOf, toDatabaseError } from '../src/index.ts';

const db = await openDatabase({ dataDir: process.argv[2] });
const tasks = tasksOf(db, 'ann');
await tasks.create({ title: 'before' });
const before = { id: 'before', identifier: 'a', value: 'b', expiresAt: new Date() };
await db.drizzle.insert(schema.verification).values(before);

const STANDARD_ERROR = 2;
const writeSync = fs.writeSync;
fs.writeSync = ((file: number, ...rest: [NodeJS.ArrayBufferView]) => {
  if (file <= STANDARD_ERROR) return writeSync(file, ...rest);
  throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', errno: -28 });
}) as typeof writeSync;

const write = { ...before, id: 'during' };
const calls: Record<string, () => Promise<unknown>> = {
  statement: () => tasks.create({ title: 'during' }),
  transaction: () => db.drizzle.transaction((tx) => tx.insert(schema.verification).values(write)),
};
const answers: string[] = [];
for (const call of [calls[process.argv[3] ?? ''], () => tasks.list(), () => db.ping()])
  await call?.().catch((error: unknown) => answers.push(toDatabaseError(error).code));
process.stdout.write(JSON.stringify(answers));
process.exit();
