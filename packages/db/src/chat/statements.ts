import type { PageQuery } from '@parley/chatkit';

/** Parameters: user, id. */
export const LOAD_THREAD = 'select data from threads where user_id = $1 and id = $2';

/** Parameters: user, id, created at, data. */
export const SAVE_THREAD = `insert into threads (user_id, id, created_at, data)
  values ($1, $2, $3::timestamptz, $4::text::jsonb)
  on conflict (user_id, id) do update set created_at = excluded.created_at, data = excluded.data`;

/** Deletes the thread's items too. Parameters: user, id. */
export const DELETE_THREAD = 'delete from threads where user_id = $1 and id = $2 returning id';

/** Parameters: user, thread, id, created at, data. */
export const SAVE_ITEM = `insert into thread_items (user_id, thread_id, id, created_at, data)
  values ($1, $2, $3, $4::timestamptz, $5::text::jsonb)
  on conflict (user_id, thread_id, id)
  do update set created_at = excluded.created_at, data = excluded.data`;

/** Parameters: user, thread, id. */
export const LOAD_ITEM = `select data from thread_items
  where user_id = $1 and thread_id = $2 and id = $3`;

/** Parameters: user, thread, id. */
export const DELETE_ITEM = `delete from thread_items
  where user_id = $1 and thread_id = $2 and id = $3 returning id`;

/** Parameters: user, id, data. */
export const SAVE_ATTACHMENT = `insert into attachments (user_id, id, data)
  values ($1, $2, $3::text::jsonb) on conflict (user_id, id) do update set data = excluded.data`;

/** Parameters: user, id. */
export const LOAD_ATTACHMENT = 'select data from attachments where user_id = $1 and id = $2';

/** Parameters: user, id. */
export const DELETE_ATTACHMENT =
  'delete from attachments where user_id = $1 and id = $2 returning id';

/** Parameters: user, thread. */
export const LOAD_THREAD_ATTACHMENTS = `select id, data from attachments
  where user_id = $1 and data->>'thread_id' = $2`;

const IS_ORPHAN = `not exists (select from threads where threads.user_id = attachments.user_id
  and threads.id = attachments.data->>'thread_id')`;

/** Parameters: a moment, limit. */
export const LOAD_ORPHANS = `select user_id as owner, id from attachments
  where created_at < $1::timestamptz and ${IS_ORPHAN} order by created_at limit $2`;

/** Parameters: user, id. */
export const DELETE_ORPHAN = `delete from attachments
  where user_id = $1 and id = $2 and ${IS_ORPHAN} returning id`;

/** Parameters: ids as JSON. */
export const KNOWN_ATTACHMENTS = `select id from attachments
  where id in (select jsonb_array_elements_text($1::text::jsonb))`;

/** A page of a user's threads. Parameters: user, limit, and the cursor's id if there is one. */
export function threadPage({ order, after }: PageQuery): string {
  return page({ table: 'threads', owner: 'user_id = $1', order, cursor: after && '$3' });
}

/** A page of a thread. Parameters: user, limit, thread, and the cursor's id if there is one. */
export function itemPage({ order, after }: PageQuery): string {
  const owner = 'user_id = $1 and thread_id = $3';
  return page({ table: 'thread_items', owner, order, cursor: after && '$4' });
}

/** An unknown cursor finds no row to compare with, and so gives an empty page. */
function page(options: {
  table: string;
  owner: string;
  order: PageQuery['order'];
  cursor: string | undefined;
}): string {
  const { table, owner, order, cursor } = options;
  const comparison = order === 'asc' ? '>' : '<';
  const direction = order === 'asc' ? 'asc' : 'desc';
  const after =
    cursor === undefined
      ? ''
      : `and (created_at, id) ${comparison}
          (select created_at, id from ${table} where ${owner} and id = ${cursor})`;
  return `select id, data from ${table} where ${owner} ${after}
    order by created_at ${direction}, id ${direction} limit $2`;
}
