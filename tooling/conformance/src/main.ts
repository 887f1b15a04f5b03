// `pnpm conformance [folder] [--store=memory|pglite|postgres] [--url=postgres://…] [--json]`:
// replays recorded ChatKit conversations through `handle()`. Exits with 1 on any difference, and
// with 2 when there is nothing to replay or the call makes no sense.
import { parseArguments, UsageError } from './arguments.ts';
import { findScenarios } from './find-scenarios.ts';
import { openStore } from './open-store.ts';
import { replay } from './replay.ts';

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

async function run(): Promise<number> {
  const { folder, store: kind, url } = parseArguments(process.argv.slice(2));
  const found = await findScenarios(folder);
  await using opened = await openStore(kind, url);
  let failures = 0;
  for (const { file, scenario, problem } of found) {
    const trouble =
      scenario === undefined ? `malformed: ${problem}` : await replay(scenario, opened);
    if (trouble !== undefined) failures += 1;
    process.stdout.write(`${trouble === undefined ? 'ok     ' : 'DIFFERS'} ${file}\n`);
    if (trouble !== undefined) process.stdout.write(`${trouble.replace(/^/gm, '        ')}\n`);
  }
  const passed = found.length - failures;
  process.stdout.write(`\n${passed} of ${found.length} scenarios ok on ${opened.label}\n`);
  return failures === 0 ? 0 : 1;
}
