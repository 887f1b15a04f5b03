import { once } from 'node:events';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChild } from '../../test/children.ts';
import { addUsers, ownFolder } from '../../test/databases.ts';
import { openDatabase, tasksOf, toDatabaseError } from '../index.ts';
import { openPglite } from './open-pglite.ts';

async function fill(dataDir: string): Promise<void> {
  const db = await openDatabase({ dataDir });
  await addUsers(db, ['ann']);
  await db.close();
}

test('makes the folder for its owner only, and a database in it, also after a start cut short', async () => {
  await using folder = await ownFolder('empty');
  const dataDir = join(folder.path, 'new', 'data');
  await mkdir(join(dataDir, 'pg.new', 'base'), { recursive: true });
  await writeFile(join(dataDir, 'pg.new', 'PG_VERSION'), '18\n');
  const db = await openDatabase({ dataDir });
  expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
  expect(await db.query('show fsync')).toEqual([{ fsync: 'on' }]);
  expect(db.label).toBe(`PGlite in ${dataDir}/pg`);
  await db.close();
  await db.close();
  expect((await stat(join(dataDir, 'pg'))).mode & 0o777).toBe(0o700);
  expect((await readdir(dataDir)).toSorted()).toEqual(['lock', 'pg', 'pid']);
});

test('refuses a folder that another process or this one has open, and names it', async () => {
  await using folder = await ownFolder('database');
  await fill(folder.path);
  await using child = startChild('child-writer', folder.path);
  await child.lines.next();
  await expect(openDatabase({ dataDir: folder.path })).rejects.toMatchObject({
    code: 'DATA_FOLDER_IN_USE',
    message: expect.stringContaining(`process ${child.process.pid}:`) as string,
  });
  await child.kill();

  const db = await openDatabase({ dataDir: folder.path });
  expect(await readFile(join(folder.path, 'pid'), 'utf8')).toBe(`${process.pid}\n`);
  await expect(openDatabase({ dataDir: folder.path })).rejects.toMatchObject({
    code: 'DATA_FOLDER_IN_USE',
  });
  await db.close();
  await (await openDatabase({ dataDir: folder.path })).close();
});

test('refuses a folder that is a file', async () => {
  await using folder = await ownFolder('empty');
  const dataDir = join(folder.path, 'file');
  await writeFile(dataDir, '');
  await expect(openDatabase({ dataDir })).rejects.toMatchObject({
    code: 'DATA_FOLDER_UNREADABLE',
    message: `The data folder ${dataDir} cannot be used (EEXIST): check its rights, or set another folder.`,
  });
});

test('refuses a database of another PostgreSQL, and a folder that holds something else', async () => {
  await using folder = await ownFolder('empty');
  await mkdir(join(folder.path, 'pg'));
  await expect(openDatabase({ dataDir: folder.path })).rejects.toMatchObject({
    code: 'DATA_FOLDER_UNREADABLE',
    message: expect.stringContaining('(ENOENT)') as string,
  });
  await writeFile(join(folder.path, 'pg', 'PG_VERSION'), '17\n');
  await expect(openDatabase({ dataDir: folder.path })).rejects.toMatchObject({
    code: 'DATA_FOLDER_UNREADABLE',
    message: expect.stringContaining('made by PostgreSQL 17, not 18') as string,
  });
});

test('on a nearly full disk it reads, refuses to write, and writes again when there is room', async () => {
  await using folder = await ownFolder('database');
  await fill(folder.path);
  const full = await openPglite({ dataDir: folder.path, reserveBytes: Number.MAX_SAFE_INTEGER });
  const tasks = tasksOf(full, 'ann');
  await expect(tasks.create({ title: 'a' })).rejects.toMatchObject({ code: 'DISK_FULL' });
  const throughDrizzle = full.drizzle.transaction((tx) => tx.execute('delete from tasks'));
  expect(toDatabaseError(await throughDrizzle.catch((error: unknown) => error)).code).toBe(
    'DISK_FULL',
  );
  expect(await tasks.list()).toEqual({ tasks: [], nextCursor: null, total: 0 });
  await full.close();

  const db = await openDatabase({ dataDir: folder.path });
  expect((await tasksOf(db, 'ann').create({ title: 'a' })).number).toBe(1);
  await db.close();
});

test('makes no database on a full disk', async () => {
  await using folder = await ownFolder('empty');
  const opened = openPglite({ dataDir: folder.path, reserveBytes: Number.MAX_SAFE_INTEGER });
  await expect(opened).rejects.toMatchObject({ code: 'DISK_FULL' });
  expect(await readdir(folder.path)).not.toContain('pg');
});

test('says that the disk is full when the database in the folder cannot be started on it', async () => {
  await using folder = await ownFolder('database');
  await rm(join(folder.path, 'pg', 'global'), { recursive: true });
  const options = { dataDir: folder.path };
  await expect(openPglite(options)).rejects.toMatchObject({ code: 'DATA_FOLDER_UNREADABLE' });
  const onFullDisk = openPglite({ ...options, reserveBytes: Number.MAX_SAFE_INTEGER });
  await expect(onFullDisk).rejects.toMatchObject({ code: 'DISK_FULL' });
});

test.each(['statement', 'transaction'])(
  'stops when the disk refuses a %s, says so, and keeps all that was confirmed',
  async (what) => {
    await using folder = await ownFolder('database');
    await fill(folder.path);
    const child = startChild('child-full-disk', folder.path, what);
    const { value } = await child.lines.next();
    expect(JSON.parse(value)).toEqual(['DISK_FULL', 'DISK_FULL', 'DISK_FULL']);
    if (child.process.exitCode === null) await once(child.process, 'exit');

    const db = await openDatabase({ dataDir: folder.path });
    const { tasks } = await tasksOf(db, 'ann').list();
    expect(tasks.map(({ title }) => title)).toEqual(['before']);
    expect(await db.query('select id from verification')).toEqual([{ id: 'before' }]);
    await db.close();
  },
);

test('tells nobody anything after it is closed, and fails with words', async () => {
  await using folder = await ownFolder('database');
  const db = await openDatabase({ dataDir: folder.path });
  await db.close();
  await expect(db.ping()).rejects.toMatchObject({ name: 'DatabaseError', code: 'FAILED' });
});
