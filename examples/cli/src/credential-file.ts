import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { CliError } from './errors.ts';
import type { Environment } from './settings.ts';

/** The kept sign-ins: one per server, by its origin. Only their owner may read the file. */
export interface CredentialFile {
  path: string;
  /** The credential for a server, or null. */
  read(origin: string): Promise<string | null>;
  /** Keeps a credential, or forgets the one there is. */
  write(origin: string, credential: string | null): Promise<void>;
}

/**
 * The file in the user's configuration folder.
 *
 * @param env XDG_CONFIG_HOME and APPDATA say where that folder is; `~/.config` without them.
 */
export function credentialFile(env: Environment): CredentialFile {
  const folder = env['XDG_CONFIG_HOME'] ?? env['APPDATA'] ?? join(homedir(), '.config');
  const path = join(folder, 'parley', 'credentials.json');
  return {
    path,
    async read(origin) {
      return (await readAll(path))[origin] ?? null;
    },
    async write(origin, credential) {
      const { [origin]: _former, ...others } = await readAll(path);
      const next = credential === null ? others : { ...others, [origin]: credential };
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const draft = `${path}.${process.pid}`;
      await writeFile(draft, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
      await rename(draft, path).catch(async (error: unknown) => {
        await rm(draft, { force: true });
        throw error;
      });
      await chmod(path, 0o600);
    },
  };
}

async function readAll(path: string): Promise<Record<string, string>> {
  let text: string;
  try {
    const { mode } = await stat(path);
    // Windows has no such bits; its configuration folder is the user's own.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new CliError('signIn', `Others may read ${path}. Delete it and run login.`);
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  const content = parse(text);
  if (content === null)
    throw new CliError('signIn', `${path} is damaged. Delete it and run login.`);
  return content;
}

function parse(text: string): Record<string, string> | null {
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content !== 'object' || content === null || Array.isArray(content)) return null;
    const entries = Object.entries(content);
    if (!entries.every(([, value]) => typeof value === 'string')) return null;
    return Object.fromEntries(entries) as Record<string, string>;
  } catch {
    return null;
  }
}
