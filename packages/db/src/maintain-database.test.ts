import { expect, test } from 'vitest';
import { engines, ownDatabase } from '../test/databases.ts';
import { maintainDatabase } from './index.ts';

test.each(engines)(
  'on %s, tries at accounts are forgotten once they count no more',
  async (engine) => {
    await using own = await ownDatabase(engine);
    const now = new Date('2026-03-01T12:00:00.000Z');
    await own.db.query(
      `insert into throttle (id, busy_until) values
      ('over', '2026-03-01 11:59:59'), ('busy', '2026-03-01 12:00:01')`,
    );
    await maintainDatabase(own.db, now);
    expect(await own.db.query('select id from throttle')).toEqual([{ id: 'busy' }]);
  },
);

test.each(engines)('on %s, sessions that ended by themselves are forgotten', async (engine) => {
  await using own = await ownDatabase(engine);
  const now = new Date('2026-03-01T12:00:00.000Z');
  await own.db.query(
    `insert into session (id, token, user_id, expires_at, updated_at) values
      ('over', 'a', 'ann', '2026-03-01 11:59:59', now()),
      ('live', 'b', 'ann', '2026-03-01 12:00:01', now())`,
  );
  await maintainDatabase(own.db, now);
  expect(await own.db.query('select id from session')).toEqual([{ id: 'live' }]);
  // Nobody has to be told of what was over.
  expect(await own.db.query(`select subject from revocations where subject = 'over'`)).toEqual([]);
});
