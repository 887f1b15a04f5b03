import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SortedRows } from './sorted-rows.ts';
import { createSortedRows } from './sorted-rows.ts';

interface Row {
  id: string;
  created_at: string;
  text: number;
}

const time = fc.integer({ min: 0, max: 4 }).map((at) => new Date(at).toISOString());
const command = fc.oneof(
  fc.record({
    set: fc.record({
      id: fc.integer({ min: 0, max: 30 }).map((number) => `m${number}`),
      created_at: time,
      text: fc.nat(),
    }),
  }),
  fc.record({ delete: fc.integer({ min: 0, max: 30 }).map((number) => `m${number}`) }),
);

function row(index: number): Row {
  return { id: `m${index}`, created_at: new Date(index).toISOString(), text: index };
}

function fill(size: number): SortedRows<Row> {
  const rows = createSortedRows<Row>();
  for (let index = 0; index < size; index += 1) rows.set(row(index));
  return rows;
}

/** Milliseconds of the fastest of many rounds. */
function best(rows: SortedRows<Row>): number {
  const middle = `m${rows.size / 2}`;
  const rounds = Array.from({ length: 20 }, () => {
    const start = performance.now();
    for (let count = 0; count < 200; count += 1) {
      rows.slice({ limit: 20, order: 'desc', after: middle });
      rows.set(row(rows.size / 2));
    }
    return performance.now() - start;
  });
  return Math.min(...rounds);
}

function sorted(model: Map<string, Row>): Row[] {
  return [...model.values()].toSorted((left, right) => {
    const [one, other] = [`${left.created_at} ${left.id}`, `${right.created_at} ${right.id}`];
    return one < other ? -1 : 1;
  });
}

test('is a map sorted by time and id, whatever is written to it', () => {
  const query = fc.record({
    limit: fc.integer({ min: 1, max: 12 }),
    after: fc.option(fc.integer({ min: 0, max: 30 })),
  });
  fc.assert(
    fc.property(fc.array(command, { maxLength: 120 }), query, (commands, { limit, after }) => {
      const rows = createSortedRows<Row>();
      const model = new Map<string, Row>();
      const deletions: boolean[][] = [];
      for (const each of commands) {
        if ('set' in each) {
          rows.set(each.set);
          model.set(each.set.id, each.set);
        } else deletions.push([rows.delete(each.delete), model.delete(each.delete)]);
      }
      for (const [ours, theirs] of deletions) expect(ours).toBe(theirs);
      expect(rows.size).toBe(model.size);
      for (const order of ['asc', 'desc'] as const) {
        const all = order === 'asc' ? sorted(model) : sorted(model).toReversed();
        expect(rows.slice({ limit: 1000, order })).toEqual(all);
        const cursor = after === null ? undefined : `m${after}`;
        const start = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
        const expected =
          cursor !== undefined && start === 0 ? undefined : all.slice(start, start + limit);
        expect(rows.slice({ limit, order, after: cursor })).toEqual(expected);
      }
    }),
  );
});

test('takes about as long for a page of a long thread as for one of a short thread', () => {
  const [short, long] = [fill(100), fill(20_000)];
  // Anything that looks at every row takes two hundred times as long.
  expect(best(long)).toBeLessThan(20 * best(short));
});

test('refuses a row without a date', () => {
  const rows = createSortedRows<Row>();
  expect(() => rows.set({ id: 'm', created_at: 'yesterday', text: 0 })).toThrow(RangeError);
  expect(rows.size).toBe(0);
});
