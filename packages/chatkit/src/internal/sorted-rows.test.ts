import * as fc from 'fast-check';
import { expect, test } from 'vitest';
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

test('refuses a row without a date', () => {
  const rows = createSortedRows<Row>();
  expect(() => rows.set({ id: 'm', created_at: 'yesterday', text: 0 })).toThrow(RangeError);
  expect(rows.size).toBe(0);
});
