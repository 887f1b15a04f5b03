import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadOrCreateSecrets, renewSecret } from './secret.ts';

async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'parley-secret-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

describe('loadOrCreateSecrets', () => {
  it('makes one for its owner only, and finds it again', async () => {
    await using folder = await temporaryFolder();
    const dataDir = join(folder.path, 'deep', 'data');
    const secrets = await loadOrCreateSecrets(dataDir);
    expect(secrets).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
    expect(await loadOrCreateSecrets(dataDir)).toEqual(secrets);
  });

  it('gives two first starts the same secret', async () => {
    await using folder = await temporaryFolder();
    const [one, two] = await Promise.all([
      loadOrCreateSecrets(folder.path),
      loadOrCreateSecrets(folder.path),
    ]);
    expect(one).toEqual(two);
  });

  it('closes a file that others could read', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'secret');
    await loadOrCreateSecrets(folder.path);
    await chmod(file, 0o644);
    await loadOrCreateSecrets(folder.path);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('refuses a file that holds no secret, and leaves it alone', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'secret');
    await writeFile(file, 'short\n');
    await expect(loadOrCreateSecrets(folder.path)).rejects.toMatchObject({
      code: 'SECRET_UNREADABLE',
    });
    expect(await readFile(file, 'utf8')).toBe('short\n');
  });

  it('names a data folder that is a file', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'data');
    await writeFile(file, '');
    await expect(loadOrCreateSecrets(file)).rejects.toMatchObject({
      code: 'DATA_FOLDER_UNREADABLE',
      message: expect.stringContaining(file),
    });
  });
});

describe('renewSecret', () => {
  const day = 86_400_000;
  const start = Date.UTC(2027, 0, 1);

  it('puts a new one in force and keeps the one before while its cookies live', async () => {
    await using folder = await temporaryFolder();
    const [first] = await loadOrCreateSecrets(folder.path);
    const [second, ...before] = await renewSecret(folder.path, start);
    expect(before).toEqual([first]);
    expect(second).not.toBe(first);
    expect(await loadOrCreateSecrets(folder.path)).toEqual([second, first]);
    expect((await stat(join(folder.path, 'secret'))).mode & 0o777).toBe(0o600);

    const [third, ...olders] = await renewSecret(folder.path, start + 7 * day);
    expect(olders).toEqual([second, first]);
    const [, ...kept] = await renewSecret(folder.path, start + 9 * day);
    expect(kept).toEqual([third, second]);
  });

  it('leaves a file alone that holds no secret', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'secret'), 'short\n');
    await expect(renewSecret(folder.path, start)).rejects.toMatchObject({
      code: 'SECRET_UNREADABLE',
    });
    expect(await readFile(join(folder.path, 'secret'), 'utf8')).toBe('short\n');
  });
});
