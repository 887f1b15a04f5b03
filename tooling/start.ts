// `pnpm start`: builds what changed since the last time, then serves. Says nothing of the build
// unless it fails, so that the server's one line is what a reader sees.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const turbo = fileURLToPath(new URL('../node_modules/turbo/bin/turbo', import.meta.url));

/** Builds what is to be served. What it said, and its exit code, `null` after a signal. */
function build(): Promise<{ code: number | null; said: string }> {
  const args = [turbo, 'run', 'build', '--output-logs=errors-only', '--log-order=grouped'];
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      args,
      { cwd: root, env, maxBuffer: Infinity },
      (_error, out, err) => resolve({ code: child.exitCode, said: `${out}${err}` }),
    );
  });
}

/** Loads what the server is made of: nothing of it runs yet, and nothing of it is built. */
async function load(): Promise<void> {
  await import('../apps/server/src/start/fast-imports.ts');
  await import('../apps/server/src/start/start-server.ts');
}

const [{ code, said }] = await Promise.all([build(), load()]);
if (code === 0) {
  await import('../apps/server/src/main.ts');
} else {
  process.stderr.write(`${said}\nThe build failed; nothing was started.\n`);
  process.exitCode = code ?? 1;
}
