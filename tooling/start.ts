// `pnpm start`: builds what changed since the last time, then serves. Says nothing of the build
// unless it fails, so that the server's one line is what a reader sees.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const turbo = fileURLToPath(new URL('../node_modules/turbo/bin/turbo', import.meta.url));

const build = spawnSync(
  process.execPath,
  [turbo, 'run', 'build', '--output-logs=errors-only', '--log-order=grouped'],
  { cwd: root, encoding: 'utf8', env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' } },
);
if (build.status === 0) {
  await import('../apps/server/src/main.ts');
} else {
  process.stderr.write(`${build.stdout}${build.stderr}\nThe build failed; nothing was started.\n`);
  process.exitCode = build.status ?? 1;
}
