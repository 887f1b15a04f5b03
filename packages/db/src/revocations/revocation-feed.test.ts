import { createTestDatabase } from '@parley/postgres';
import { sql } from 'drizzle-orm';
import { describe, expect, inject, test } from 'vitest';
import { addUsers, engines, ownDatabase } from '../../test/databases.ts';
import { startProxy } from '../../test/proxy.ts';
import { openDatabase, schema } from '../index.ts';
import type { Database, RevokedCredential } from '../index.ts';
import { parseRevocation } from './payload.ts';
import { createRevocationFeed } from './revocation-feed.ts';

const HOUR_MS = 3_600_000;

/** Signs somebody in: a session that ends in so many milliseconds. */
async function addSession(db: Database, id: string, endsInMs = HOUR_MS): Promise<void> {
  const [now, expiresAt] = [new Date(), new Date(Date.now() + endsInMs)];
  const times = { createdAt: now, updatedAt: now, expiresAt };
  await db.drizzle.insert(schema.session).values({ id, token: id, userId: 'ann', ...times });
}

/** Collects the ids of what a watch tells. */
async function watch(db: Database): Promise<{ told: string[]; end(): void }> {
  const told: string[] = [];
  const end = await db.revocations.watch(({ kind, id }) => {
    if (!told.includes(`${kind} ${id}`)) told.push(`${kind} ${id}`);
  });
  return { told, end };
}

describe.each(engines)('revocations on %s', (engine) => {
  test('a deleted session is told, one that had ended by itself is not', async () => {
    await using own = await ownDatabase(engine);
    await own.db.drizzle.delete(schema.revocations);
    await addSession(own.db, 'over', -1000);
    await addSession(own.db, 'live');
    const { told, end } = await watch(own.db);
    await own.db.drizzle.delete(schema.session);
    await expect.poll(() => told).toEqual(['session live']);
    end();
  });

  test('deleting the user ends the sessions; the rows outlive the user', async () => {
    await using own = await ownDatabase(engine);
    await own.db.drizzle.delete(schema.revocations);
    await addSession(own.db, 'of-ann');
    await own.db.drizzle.delete(schema.user);
    const { told, end } = await watch(own.db);
    expect(told).toEqual(['session of-ann']);
    end();
  });

  test('a user is revoked up to the latest moment that was said', async () => {
    await using own = await ownDatabase(engine);
    await own.db.drizzle.delete(schema.revocations);
    const told: RevokedCredential[] = [];
    const [early, late] = [new Date(1_800_000_000_000), new Date(1_800_000_000_500)];
    for (const notBefore of [late, early]) {
      await own.db.revocations.revoke({ kind: 'user', id: 'ann', userId: 'ann', notBefore });
    }
    const end = await own.db.revocations.watch((revoked) => told.push(revoked));
    expect(told.at(-1)).toEqual({ kind: 'user', id: 'ann', notBefore: late });
    end();
  });

  test('nothing is told after the end, nor of what was undone', async () => {
    await using own = await ownDatabase(engine);
    await own.db.drizzle.delete(schema.revocations);
    const ended = await watch(own.db);
    ended.end();
    const witness = await watch(own.db);
    await addSession(own.db, 'kept');
    const undone = own.db.drizzle.transaction(async (tx) => {
      await tx.delete(schema.session);
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    await own.db.revocations.revoke({ kind: 'token', id: 'jti with spaces', userId: 'ann' });
    await expect.poll(() => witness.told).toEqual(['token jti with spaces']);
    expect(ended.told).toEqual([]);
    witness.end();
  });

  test('what no token can outlive is forgotten', async () => {
    await using own = await ownDatabase(engine);
    await own.db.drizzle.delete(schema.revocations);
    await own.db.revocations.revoke({ kind: 'token', id: 'old', userId: 'ann' });
    await own.db.drizzle.execute(sql`update revocations set forget_at = now() - interval '1 s'`);
    const { told, end } = await watch(own.db);
    expect(told).toEqual([]);
    await own.db.revocations.revoke({ kind: 'token', id: 'new', userId: 'ann' });
    const rows = await own.db.drizzle.select().from(schema.revocations);
    expect(rows.map(({ subject }) => subject)).toEqual(['new']);
    end();
  });
});

test('on postgres, other processes are told, also of what happened while the way was cut', async () => {
  await using database = await createTestDatabase(inject('postgresUrl'));
  await using way = await startProxy(database.url);
  const [here, there] = [await openDatabase(way), await openDatabase(database)];
  await here.migrate();
  await addUsers(here, ['ann']);
  const { told } = await watch(here);
  for (const id of ['first', 'second', 'third']) await addSession(there, id);
  await there.drizzle.execute(sql`delete from session where id = 'first'`);
  await expect.poll(() => told).toEqual(['session first']);
  way.cut();
  await there.drizzle.execute(sql`delete from session where id = 'second'`);
  way.mend();
  await expect.poll(() => told).toEqual(['session first', 'session second']);
  await here.close();
  await there.close();
});

test('announcements that never arrive are made up for by looking', async () => {
  await using own = await ownDatabase('postgres');
  await own.db.drizzle.delete(schema.revocations);
  const query = <Row>(text: string, parameters: readonly unknown[]): Promise<Row[]> =>
    own.db.query<Row>(text, parameters);
  const feed = createRevocationFeed({ query, listen: async () => {} }, { pollMs: 20 });
  const told: string[] = [];
  await feed.watch(({ id }) => told.push(id));
  await own.db.revocations.revoke({ kind: 'token', id: 'unheard', userId: 'ann' });
  await expect.poll(() => told).toContain('unheard');
  feed.close();
});

test.each([
  ['session - id', { kind: 'session', id: 'id' }],
  ['token - a b\n', { kind: 'token', id: 'a b\n' }],
  ['user 1800000000000 ann', { kind: 'user', id: 'ann', notBefore: new Date(1_800_000_000_000) }],
  ['user - ann', null],
  ['users 1 ann', null],
  ['session  id', null],
  ['session - ', null],
  ['', null],
])('reads the announcement %j', (text, revoked) => {
  expect(parseRevocation(text)).toEqual(revoked);
});
