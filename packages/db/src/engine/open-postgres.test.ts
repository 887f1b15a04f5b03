import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createTestDatabase } from '@parley/postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { startProxy } from '../../test/proxy.ts';
import { startTlsProxy } from '../../test/tls-proxy.ts';
import { openDatabase } from '../index.ts';
import type { DatabaseOptions } from '../index.ts';
import * as schema from '../schema/index.ts';
import { toDatabaseError } from './to-database-error.ts';

/** Short, but long enough for the statement with which a database is opened, on a busy machine too. */
const statementTimeoutMs = 3000;

async function failure(options: DatabaseOptions): Promise<unknown> {
  return openDatabase(options).then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

test('says that a server cannot be reached, where it is and why, without the password', async () => {
  const error = await failure({ url: 'postgres://me:s3cret@127.0.0.1:1/app' });
  expect(error).toMatchObject({
    code: 'UNREACHABLE',
    message: 'PostgreSQL at 127.0.0.1:1/app cannot be reached: nothing answers on that port.',
  });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('s3cret');
  expect((error as Error).cause).toBeUndefined();
});

test('says that there is no such database', async () => {
  const url = new URL(inject('postgresUrl'));
  url.pathname = '/nowhere';
  expect(await failure({ url: url.href })).toMatchObject({
    code: 'UNREACHABLE',
    message: `PostgreSQL at ${url.host}/nowhere cannot be reached: it has no such database.`,
  });
});

test('says that a server without encryption cannot be reached when encryption is required', async () => {
  const error = await failure({ url: inject('postgresUrl'), tls: 'require' });
  expect(error).toMatchObject({
    code: 'UNREACHABLE',
    message: expect.stringContaining('as a server without TLS does'),
  });
});

test('says that an address has a parameter that PostgreSQL does not know', async () => {
  const url = `${inject('postgresUrl')}?channel_binding=require`;
  expect(await failure({ url })).toMatchObject({
    code: 'BAD_SETTINGS',
    message: expect.stringMatching(/a parameter that the address has after its question mark/),
  });
});

test('encrypts when told to, and checks the certificate only when told that too', async () => {
  await using way = await startTlsProxy(inject('postgresUrl'));
  for (const options of [{ tls: 'require' as const }, { url: `${way.url}?sslmode=require` }]) {
    const db = await openDatabase({ url: way.url, ...options });
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
    await db.close();
  }
  expect(await failure({ url: way.url, tls: 'disable' })).toMatchObject({ code: 'UNREACHABLE' });
  for (const options of [{ tls: 'verify-full' as const }, { url: `${way.url}?ssl=true` }])
    expect(await failure({ url: way.url, ...options })).toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringContaining('does not trust who signed its certificate'),
    });
});

test('with a certificate it trusts, checks that it is for the host of the address', async () => {
  await using way = await startTlsProxy(inject('postgresUrl'));
  const trusted = getCACertificates('default');
  setDefaultCACertificates([way.certificate]);
  onTestFinished(() => setDefaultCACertificates(trusted));
  const db = await openDatabase({ url: way.url, tls: 'verify-full' });
  await db.close();
  const url = way.url.replace('localhost', '127.0.0.1');
  expect(await failure({ url, tls: 'verify-full' })).toMatchObject({
    message: expect.stringContaining('its certificate is for another host'),
  });
});

test.each([
  ['no address', { url: 's3cret' }],
  ['an empty address', { url: '' }],
  ['an address of something else', { url: 'https://me:s3cret@example.com' }],
  ['a pool of none', { poolSize: 0 }],
  ['a broken timeout', { statementTimeoutMs: 1.5 }],
])('refuses settings with %s', async (_, options) => {
  const error = await failure(options);
  expect(error).toMatchObject({ code: 'BAD_SETTINGS' });
  expect(String(error)).not.toContain('s3cret');
});

test('its label is safe to print', async () => {
  const url = new URL(inject('postgresUrl'));
  url.password = 's3cret';
  const db = await openDatabase({ url: url.href });
  expect(db.label).toBe(`PostgreSQL at ${url.host}/postgres`);
  await db.close();
  await db.close();
});

test('ends a statement that takes too long', async () => {
  const db = await openDatabase({ url: inject('postgresUrl'), statementTimeoutMs });
  await expect(db.query('select pg_sleep(60)')).rejects.toMatchObject({ code: 'TIMEOUT' });
  await db.close();
});

test('a ping ends with its signal', async () => {
  const db = await openDatabase({ url: inject('postgresUrl'), poolSize: 1 });
  const blocked = db.query('select pg_sleep(0.3)');
  const reason = new Error('enough');
  const controller = new AbortController();
  const ping = db.ping(controller.signal);
  controller.abort(reason);
  await expect(ping).rejects.toBe(reason);
  await expect(db.ping(AbortSignal.abort(reason))).rejects.toBe(reason);
  await blocked;
  await db.close();
});

test('fails while the server is away, and works again when it is back', async () => {
  await using database = await createTestDatabase(inject('postgresUrl'));
  await using way = await startProxy(database.url);
  const db = await openDatabase({ url: way.url });
  way.cut();
  await expect(db.ping()).rejects.toMatchObject({ code: 'UNREACHABLE' });
  way.mend();
  await expect
    .poll(() =>
      db.ping().then(
        () => 'back',
        () => 'away',
      ),
    )
    .toBe('back');
  await db.close();
});

test('fails at once, time and again, behind a proxy whose server is dead', async () => {
  await using database = await createTestDatabase(inject('postgresUrl'));
  await using way = await startProxy(database.url);
  const db = await openDatabase({ url: way.url, poolSize: 2 });
  await db.migrate();
  way.cut();
  const from = performance.now();
  for (let round = 0; round < 3; round++) {
    await expect(db.query('select 1')).rejects.toMatchObject({ code: 'UNREACHABLE' });
    const read = db.drizzle.select().from(schema.session).catch(toDatabaseError);
    expect(await read).toMatchObject({ code: 'UNREACHABLE' });
  }
  expect(performance.now() - from).toBeLessThan(5000);
  await db.close();
});

test('answers what is asked while its connections break off, and closes at once', async () => {
  await using database = await createTestDatabase(inject('postgresUrl'));
  await using way = await startProxy(database.url);
  const db = await openDatabase({ url: way.url });
  await Promise.all(Array.from({ length: 5 }, () => db.query('select 1')));
  way.cut();
  const from = performance.now();
  for (let round = 0; round < 10; round += 1) {
    const read = db.drizzle.execute('select 1').catch(toDatabaseError);
    expect(await read).toMatchObject({ code: 'UNREACHABLE' });
  }
  await db.close();
  expect(performance.now() - from).toBeLessThan(4000);
});

test('says that a server hangs up on whoever connects', async () => {
  await using way = await startProxy(inject('postgresUrl'));
  way.cut();
  expect(await failure({ url: way.url })).toMatchObject({
    code: 'UNREACHABLE',
    message: expect.stringContaining('hangs up'),
  });
  expect(await failure({ url: way.url, tls: 'require' })).toMatchObject({ code: 'UNREACHABLE' });
});

test('gives a statement up on a connection that leads nowhere', async () => {
  await using way = await startProxy(inject('postgresUrl'));
  const db = await openDatabase({ url: way.url, poolSize: 1, statementTimeoutMs });
  way.freeze();
  await expect(db.query('select 1')).rejects.toMatchObject({ code: 'UNREACHABLE' });
  way.cut();
  await db.close();
});
