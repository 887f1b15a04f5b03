// `pnpm bench [name…] [--json]`: measures the product beside its peers and prints a table. Exits
// with 1 when a figure misses its aim.
import { measureAuth } from './auth/index.ts';
import { measureChat } from './chat.ts';
import { measureChatKit } from './chatkit/index.ts';
import { measureFirstRun } from './first-run.ts';
import { measureIdleMemory } from './idle-memory.ts';
import { meetsAim, tableOf } from './report.ts';
import type { Figure } from './report.ts';
import { measureTasksList } from './tasks-list.ts';

const BENCHMARKS: Record<string, () => Promise<Figure[]>> = {
  'first-run': measureFirstRun,
  'tasks-list': measureTasksList,
  chat: measureChat,
  chatkit: measureChatKit,
  auth: measureAuth,
  memory: measureIdleMemory,
};

const words = process.argv.slice(2);
const asJson = words.includes('--json');
const wanted = words.filter((word) => !word.startsWith('-'));
const unknown = wanted.filter((name) => BENCHMARKS[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(
    `No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.\n`,
  );
  process.exit(2);
}

const figures: Figure[] = [];
for (const [name, measure] of Object.entries(BENCHMARKS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const measured = await measure();
  if (!asJson) process.stdout.write(`\n${name}\n${tableOf(measured)}\n`);
  figures.push(...measured);
}
if (asJson) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
process.exitCode = figures.every(meetsAim) ? 0 : 1;
