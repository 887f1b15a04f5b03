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
