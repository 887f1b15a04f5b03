import type { ExecFileOptions } from 'node:child_process';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

function failed(error: { stdout?: string; stderr?: string }): never {
  throw new Error(`${error.stdout ?? ''}${error.stderr ?? ''}`, { cause: error });
}

/** Runs a program; rejects with all that it printed when it fails. */
async function run(
  file: string,
  args: readonly string[],
  options: ExecFileOptions,
): Promise<string> {
  const { stdout } = await execute(file, args, { ...options, encoding: 'utf8' }).catch(failed);
  return stdout;
}
const packageFolder = path.join(import.meta.dirname, '..');

/** The package as it would be published, installed where nothing of the repository is in reach. */
export interface PackedPackage extends AsyncDisposable {
  tarball: Uint8Array<ArrayBuffer>;
  /** A project whose `node_modules` holds the package, zod and the types of Node. */
  consumer: string;
  /** The package inside of {@link consumer}. */
  folder: string;
  /** Also installs these packages in the project, from those this package is developed with. */
  install(names: readonly string[]): Promise<void>;
  /** Runs a Node program in the project; resolves with what it prints. Rejects when it fails. */
  node(args: readonly string[]): Promise<string>;
}

/** Builds and packs the package with pnpm, as a release does, and installs the tarball. */
export async function packPackage(): Promise<PackedPackage> {
  const consumer = await realpath(await mkdtemp(path.join(tmpdir(), 'chatkit-')));
  const env = { ...process.env, pnpm_config_verify_deps_before_run: 'false', NO_COLOR: '1' };
  await run('pnpm', ['pack', '--out', path.join(consumer, 'packed.tgz')], {
    cwd: packageFolder,
    env,
  });
  const folder = path.join(consumer, 'node_modules/@parley/chatkit');
  await mkdir(folder, { recursive: true });
  const unpack = ['-xzf', 'packed.tgz', '-C', folder, '--strip-components=1'];
  await run('tar', unpack, { cwd: consumer });

  async function install(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const source = await realpath(path.join(packageFolder, 'node_modules', name));
      const target = path.join(consumer, 'node_modules', name);
      await mkdir(path.dirname(target), { recursive: true });
      await rm(target, { force: true });
      await symlink(source, target, 'dir');
    }
  }

  await install(['zod', '@types/node']);
  return {
    tarball: new Uint8Array(await readFile(path.join(consumer, 'packed.tgz'))),
    consumer,
    folder,
    install,
    node: (args) => run(process.execPath, args, { cwd: consumer }),
    [Symbol.asyncDispose]: () => rm(consumer, { recursive: true, force: true }),
  };
}
