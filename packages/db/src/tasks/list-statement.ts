import { TASK_COLUMNS } from './row.ts';
import type { TaskSort } from './types.ts';

/** What one statement text is made for: 48 in all, so that every connection prepares few. */
export interface ListShape {
  sort: TaskSort;
  order: 'asc' | 'desc';
  hasFilter: boolean;
  hasCursor: boolean;
}

const OWN = 'user_id = $1 and deleted_at is null';

/** Every condition is skipped when its parameter is null, which the planner sees beforehand. */
const FILTER = `${OWN}
  and ($5::text is null or title_folded like $5 or notes_folded like $5
    or exists (select from unnest(tags_folded) as tag where tag like $5))
  and ($6::text is null or status = any (string_to_array($6, ',')))
  and ($7::text is null or priority = any (string_to_array($7, ',')))
  and ($8::text is null or tags_folded @> array[$8])
  and ($9::timestamptz is null or due_at >= $9)
  and ($10::timestamptz is null or due_at < $10)
  and ($11::timestamptz is null
    or status <> 'done' and due_at < case when due_has_time then $11 else $12::timestamptz end)
  and ($13::text is null or number = any (string_to_array($13, ',')::integer[]))
  and ($14::text is null or due_at is null)`;

/** Rank of a priority; the order of `taskPriorities`. */
const RANK = `case priority when 'low' then 1 when 'medium' then 2 else 3 end`;

const KEYS: Record<TaskSort, { expression: Record<'asc' | 'desc', string>; type: string }> = {
  created: { expression: both('created_at'), type: 'timestamptz' },
  updated: { expression: both('updated_at'), type: 'timestamptz' },
  title: { expression: both('title_key'), type: 'text' },
  priority: { expression: both(RANK), type: 'integer' },
  number: { expression: both('number'), type: 'integer' },
  due: {
    expression: {
      asc: `coalesce(due_at, 'infinity')`,
      desc: `coalesce(due_at, '-infinity')`,
    },
    type: 'timestamptz',
  },
};

function both(expression: string): Record<'asc' | 'desc', string> {
  return { asc: expression, desc: expression };
}

/** Number of conditions after the four parameters that every shape has. */
export const FILTER_PARAMETERS = 10;

const cache = new Map<string, string>();

/**
 * The text of a list statement. Parameters: user, limit, cursor key, cursor id, and with a filter
 * pattern, statuses, priorities, tag, due from, due before, overdue at, overdue day, numbers,
 * whether without a due date.
 * Without a cursor, its two are null. Every row also has the `total` of all pages.
 */
export function listStatement(shape: ListShape): string {
  const name = JSON.stringify([shape.sort, shape.order, shape.hasFilter, shape.hasCursor]);
  const known = cache.get(name);
  if (known !== undefined) return known;
  const text = build(shape);
  cache.set(name, text);
  return text;
}

function build({ sort, order, hasFilter, hasCursor }: ListShape): string {
  const { type } = KEYS[sort];
  const key = KEYS[sort].expression[order];
  const conditions = hasFilter ? FILTER : OWN;
  const comparison = order === 'asc' ? '>' : '<';
  const after = hasCursor
    ? `(${key}, id) ${comparison} ($3::text::${type}, $4::text)`
    : '$3::text is null and $4::text is null';
  return `select ${TASK_COLUMNS},
    (select count(*)::integer from tasks where ${conditions}) as total
  from tasks where ${conditions} and ${after}
  order by ${key} ${order}, id ${order} limit $2`;
}
