import { TASK_COLUMNS } from './row.ts';

const OWN = 'user_id = $1 and id = $2';
const LIVE = `${OWN} and deleted_at is null`;

/** One task. Parameters: user, id. */
export const GET = `select ${TASK_COLUMNS} from tasks where ${LIVE}`;

/** One task, deleted or not. Parameters: user, id. */
export const GET_EVEN_DELETED = `select ${TASK_COLUMNS} from tasks where ${OWN}`;

/** One task. Parameters: user, number. */
export const BY_NUMBER = `select ${TASK_COLUMNS} from tasks
  where user_id = $1 and number = $2 and deleted_at is null`;

/**
 * Takes the next number and inserts, unless the id exists; answers the task either way, and nothing
 * for a user who does not exist. A number is taken only with a row. Parameters: user, id, title,
 * title key, title folded, notes, notes folded, status, priority, due at, due has time, tags, tags
 * folded, now.
 */
export const CREATE = `with existing as (
    select ${TASK_COLUMNS} from tasks where ${OWN}
  ), next as (
    insert into user_counters as counters (user_id, last_task_number)
    select "user".id, 1 from "user" where "user".id = $1 and not exists (select from existing)
    on conflict (user_id) do update set last_task_number = counters.last_task_number + 1
    returning last_task_number
  ), created as (
    insert into tasks (user_id, id, number, title, title_key, title_folded, notes, notes_folded,
      status, priority, due_at, due_has_time, tags, tags_folded, created_at, updated_at, completed_at)
    select $1, $2, last_task_number, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz, $11::boolean,
      $12::text[], $13::text[], $14::timestamptz, $14::timestamptz,
      case when $8 = 'done' then $14::timestamptz end
    from next
    returning ${TASK_COLUMNS}
  )
  select * from existing union all select * from created`;

/** New value of each column that counts as a change; the parameters are those of {@link UPDATE}. */
const CHANGES = Object.entries({
  title: 'coalesce($3::text, title)',
  notes: 'coalesce($6::text, notes)',
  status: 'coalesce($8::text, status)',
  priority: 'coalesce($9::text, priority)',
  due_at: 'case when $15::boolean then $10::timestamptz else due_at end',
  due_has_time: 'coalesce($11::boolean, due_has_time)',
  tags: 'coalesce($12::text[], tags)',
});

/**
 * Changes one task, and answers it also when nothing is different, which writes nothing.
 * Parameters: those of {@link CREATE}, null for what stays, and whether the due date is set.
 */
export const UPDATE = `with before as (
    select ${TASK_COLUMNS} from tasks where ${LIVE}
  ), changed as (
    update tasks set ${CHANGES.map(([column, value]) => `${column} = ${value}`).join(', ')},
      title_key = coalesce($4::text, title_key),
      title_folded = coalesce($5::text, title_folded),
      notes_folded = coalesce($7::text, notes_folded),
      tags_folded = coalesce($13::text[], tags_folded),
      completed_at = case
        when $8::text is null then completed_at
        when $8 = 'done' then coalesce(completed_at, $14::timestamptz) end,
      updated_at = $14::timestamptz
    where ${LIVE} and (${CHANGES.map(([column]) => column).join(', ')})
      is distinct from (${CHANGES.map(([, value]) => value).join(', ')})
    returning ${TASK_COLUMNS}
  )
  select * from changed union all select * from before where not exists (select from changed)`;

/** Parameters: user, id, now. */
export const REMOVE = `update tasks set deleted_at = $3::timestamptz where ${LIVE}
  returning ${TASK_COLUMNS}`;

/** Parameters: user, id, now. */
export const RESTORE = `with restored as (
    update tasks set deleted_at = null, updated_at = $3::timestamptz
    where ${OWN} and deleted_at is not null returning ${TASK_COLUMNS}
  )
  select * from restored union all select ${TASK_COLUMNS} from tasks where ${LIVE}`;

/** Parameters: user. */
export const COUNTS = `select status, count(*)::integer as count from tasks
  where user_id = $1 and deleted_at is null group by status`;

/** Parameters: user. */
export const TAGS = `select distinct tag from tasks, unnest(tags) as tag
  where user_id = $1 and deleted_at is null`;

/** Parameters: moment before which a deleted task is forgotten. */
export const PURGE = `with purged as (
    delete from tasks where deleted_at < $1::timestamptz returning 1
  )
  select count(*)::integer as count from purged`;
