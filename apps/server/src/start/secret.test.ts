import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadOrCreateSecret } from './secret.ts';

async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'parley-secret-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

describe('loadOrCreateSecret', () => {
  it('makes one for its owner only, and finds it again', async () => {
    await using folder = await temporaryFolder();
    const dataDir = join(folder.path, 'deep', 'data');
    const secret = await loadOrCreateSecret(dataDir);
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
    expect(await loadOrCreateSecret(dataDir)).toBe(secret);
  });

  it('gives two first starts the same secret', async () => {
    await using folder = await temporaryFolder();
    const [one, two] = await Promise.all([
      loadOrCreateSecret(folder.path),
      loadOrCreateSecret(folder.path),
    ]);
    expect(one).toBe(two);
  });

  it('closes a file that others could read', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'secret');
    await loadOrCreateSecret(folder.path);
    await chmod(file, 0o644);
    await loadOrCreateSecret(folder.path);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('refuses a file that holds no secret, and leaves it alone', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'secret');
    await writeFile(file, 'short\n');
    await expect(loadOrCreateSecret(folder.path)).rejects.toMatchObject({
      code: 'SECRET_UNREADABLE',
    });
    expect(await readFile(file, 'utf8')).toBe('short\n');
  });

  it('names a data folder that is a file', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'data');
    await writeFile(file, '');
    await expect(loadOrCreateSecret(file)).rejects.toMatchObject({
      code: 'DATA_FOLDER_UNREADABLE',
      message: expect.stringContaining(file),
    });
  });
});
