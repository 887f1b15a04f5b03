import type { ExecFileOptions } from 'node:child_process';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What {@link packPackage} needs. */
export interface PackOptions {
  /** The package's folder. */
  folder: string;
  /** What its users install with it, from those it is developed with. */
  beside: readonly string[];
}

/** The package as it would be published, installed where nothing of the repository is in reach. */
export interface PackedPackage extends AsyncDisposable {
  tarball: Uint8Array<ArrayBuffer>;
  /** A project whose `node_modules` holds the package and what goes beside it. */
  consumer: string;
  /** The package inside of {@link consumer}. */
  folder: string;
  /** Also installs these packages in the project, from those this package is developed with. */
  install(names: readonly string[]): Promise<void>;
  /** Runs a Node program in the project; resolves with what it prints. Rejects when it fails. */
  node(args: readonly string[]): Promise<string>;
  /** Compiles files of the project. Rejects with what the compiler says against them. */
  typecheck(options: TypecheckOptions): Promise<void>;
}

/** How files of the project are compiled. */
export interface TypecheckOptions {
  files: readonly string[];
  /** Packages whose global types are there, such as `node`. */
  types: readonly string[];
  /** `false` also checks all declarations that the files reach. */
  skipLibCheck: boolean;
}

/** Builds and packs the package with pnpm, as a release does, and installs the tarball. */
export async function packPackage({ folder: source, beside }: PackOptions): Promise<PackedPackage> {
  const consumer = await realpath(await mkdtemp(path.join(tmpdir(), 'packed-')));
  const env = { ...process.env, pnpm_config_verify_deps_before_run: 'false', NO_COLOR: '1' };
  await run('pnpm', ['pack', '--out', path.join(consumer, 'packed.tgz')], { cwd: source, env });
  const manifest = await readFile(path.join(source, 'package.json'), 'utf8');
  const { name } = JSON.parse(manifest) as { name: string };
  const folder = path.join(consumer, 'node_modules', name);
  await mkdir(folder, { recursive: true });
  const unpack = ['-xzf', 'packed.tgz', '-C', folder, '--strip-components=1'];
  await run('tar', unpack, { cwd: consumer });

  async function install(names: readonly string[]): Promise<void> {
    for (const each of names) {
      const from = await realpath(path.join(source, 'node_modules', each));
      const to = path.join(consumer, 'node_modules', each);
      await mkdir(path.dirname(to), { recursive: true });
      await rm(to, { force: true });
      await symlink(from, to, 'dir');
    }
  }

  const node = (args: readonly string[]) => run(process.execPath, args, { cwd: consumer });
  await install(beside);
  return {
    tarball: new Uint8Array(await readFile(path.join(consumer, 'packed.tgz'))),
    consumer,
    folder,
    install,
    node,
    async typecheck({ files, types, skipLibCheck }) {
      const compilerOptions = {
        target: 'es2023',
        lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
        module: 'nodenext',
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        types,
        skipLibCheck,
      };
      const config = JSON.stringify({ compilerOptions, files });
      await writeFile(path.join(consumer, 'tsconfig.json'), config);
      const compiler = createRequire(import.meta.url).resolve('typescript/package.json');
      await node([path.join(path.dirname(compiler), 'bin/tsc')]);
    },
    [Symbol.asyncDispose]: () => rm(consumer, { recursive: true, force: true }),
  };
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

function failed(error: { stdout?: string; stderr?: string }): never {
  throw new Error(`${error.stdout ?? ''}${error.stderr ?? ''}`, { cause: error });
}
