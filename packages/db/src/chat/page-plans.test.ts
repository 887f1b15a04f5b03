import type { PageQuery } from '@parley/chatkit';
import { expect, test } from 'vitest';
import { engines, ownDatabase } from '../../test/databases.ts';
import type { Database } from '../index.ts';
import { itemPage, threadPage } from './statements.ts';

const rows = 10_000;

interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number;
  'Parent Relationship'?: string;
  Plans?: Plan[];
}

/** Ten thousand threads of ann; the first has as many items, a thousand for each moment. */
async function fill(db: Database): Promise<void> {
  const moment = `timestamptz '2026-01-01' + (number / 1000) * interval '1 second'`;
  const numbers = `from generate_series(0, ${rows - 1}) as number`;
  await db.query(`insert into threads (user_id, id, created_at, data)
    select 'ann', 'thr_' || lpad(number::text, 5, '0'), ${moment}, '{}' ${numbers}`);
  await db.query(`insert into thread_items (user_id, thread_id, id, created_at, data)
    select 'ann', 'thr_00000', 'msg_' || lpad(number::text, 5, '0'), ${moment}, '{}' ${numbers}`);
  await db.query('analyze threads, thread_items');
}

async function planOf(db: Database, statement: string, parameters: unknown[]): Promise<Plan[]> {
  const text = `explain (analyze, format json) ${statement}`;
  const [row] = await db.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(text, parameters);
  const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];
  return row === undefined ? [] : flat(row['QUERY PLAN'][0].Plan);
}

test.each(engines)(
  'a page in the middle of 10,000 rows reads no more rows than it has, on %s',
  async (engine) => {
    await using own = await ownDatabase(engine);
    await fill(own.db);
    for (const order of ['asc', 'desc'] as const) {
      const first: PageQuery = { limit: 20, order };
      const [item, thread] = ['msg_05500', 'thr_05500'];
      const pages: [index: string, statement: string, parameters: unknown[]][] = [
        ['thread_items_page', itemPage(first), ['ann', 21, 'thr_00000']],
        ['thread_items_page', itemPage({ ...first, after: item }), ['ann', 21, 'thr_00000', item]],
        ['threads_page', threadPage(first), ['ann', 21]],
        ['threads_page', threadPage({ ...first, after: thread }), ['ann', 21, thread]],
      ];
      for (const [index, statement, parameters] of pages) {
        const plan = await planOf(own.db, statement, parameters);
        const scans = plan.filter((node) => node['Node Type'].includes('Scan'));
        const read = scans.map(
          (node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0),
        );
        expect(scans.map((node) => node['Index Name'])).toContain(index);
        expect(plan.map((node) => node['Node Type'])).not.toContain('Sort');
        expect({ statement, read: Math.max(...read) }).toEqual({ statement, read: 21 });
      }
    }
  },
);
