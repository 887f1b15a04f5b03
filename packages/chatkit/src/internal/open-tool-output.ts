import { NotAllowedError } from '../errors.ts';
import { parseDate } from '../protocol/dates.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { ThreadItem } from '../protocol/item.ts';
import { isHidden } from '../protocol/item.ts';
import { isEqual } from './equal.ts';
import type { Opening, ParamsOf, StreamCall } from './opening.ts';
import { answering } from './opening.ts';
import { deleteItems, readable } from './retries.ts';
import type { AskedThread } from './take-up.ts';
import { takeUpItem } from './take-up.ts';

const lookBack = 20;

/**
 * Makes `threads.add_client_tool_output` ready: the call has its output.
 *
 * @throws NotAllowedError when no call waits for it.
 */
export async function openToolOutput<Context>(
  params: ParamsOf<'threads.add_client_tool_output'>,
  asked: AskedThread,
  call: StreamCall<Context>,
): Promise<Opening<Context>> {
  const { thread } = asked;
  const { store, context } = call;
  const query = { limit: lookBack, order: 'desc' as const };
  const page = await store.loadItems(thread.id, query, context);
  const items = readable(page.data);
  const named = isNaming(params);
  const target = named
    ? items.find((item) => isNamed(item, params))
    : items.find((item) => !isHidden(item));
  const ofThisTurn = items.slice(0, itemCountOfTurn(items));
  if (target?.type !== 'client_tool_call' || target.status !== 'pending') {
    const again = await openRepeated(params, { ...asked, items: ofThisTurn }, call);
    if (again !== undefined) return again;
    throw new NotAllowedError('No client tool call waits for an output');
  }
  // `null` as a whole is left out, as any other null of an item is; within a result it is data.
  const done = { ...target, status: 'completed' as const, output: params.result ?? undefined };
  await store.saveItem(thread.id, done, context);
  const others = items.filter((item) => isWaiting(item) && item !== target);
  // Who names a call means to answer the others of the turn too; they alone can be meant.
  const awaited = named ? others.filter((item) => ofThisTurn.includes(item)) : [];
  const abandoned = others.filter((item) => !awaited.includes(item));
  await deleteItems(store, thread.id, abandoned, context);
  const newest = parseDate((items[0] ?? target).created_at);
  if (awaited.length > 0) return { thread, newest, events: [], respond: sayNothing };
  const answers = (lastCallOf(ofThisTurn) ?? target).id;
  return { thread, newest, answers, events: [], respond: answering(null, call) };
}

/** What a client is given that sends an output again, since nothing of the answer reached it. */
async function openRepeated<Context>(
  params: ParamsOf<'threads.add_client_tool_output'>,
  { thread, wasBusy, items }: AskedThread & { items: readonly ThreadItem[] },
  call: StreamCall<Context>,
): Promise<Opening<Context> | undefined> {
  const last = lastCallOf(items);
  const target = isNaming(params) ? items.find((item) => isNamed(item, params)) : last;
  if (last === undefined || target?.type !== 'client_tool_call') return undefined;
  if (target.status !== 'completed' || !isEqual(target.output, params.result)) return undefined;
  if (call.scope.retryWindowMs === 0) return undefined;
  if (items.some(isWaiting)) {
    const newest = parseDate((items[0] ?? last).created_at);
    return { thread, newest, events: [], respond: sayNothing };
  }
  const repeated = await takeUpItem({ itemId: last.id, thread, wasBusy }, call);
  if (repeated === undefined) return undefined;
  const { newest, answer, removed } = repeated;
  const answers = last.id;
  return answer === undefined
    ? { thread, newest, answers, events: removed, respond: answering(null, call) }
    : { thread, newest, answers, events: answer };
}

function lastCallOf(items: readonly ThreadItem[]): ThreadItem | undefined {
  return items.find((item) => item.type === 'client_tool_call');
}

function isNaming(params: ParamsOf<'threads.add_client_tool_output'>): boolean {
  return params.call_id !== undefined || params.item_id !== undefined;
}

function isWaiting(item: ThreadItem): boolean {
  return item.type === 'client_tool_call' && item.status === 'pending';
}

/** How many of the items, newest first, came after the newest message of the person. */
function itemCountOfTurn(items: readonly ThreadItem[]): number {
  const index = items.findIndex((item) => item.type === 'user_message');
  return index === -1 ? items.length : index;
}

async function* sayNothing(): AsyncGenerator<ThreadStreamEvent, void, undefined> {}

function isNamed(item: ThreadItem, params: ParamsOf<'threads.add_client_tool_output'>): boolean {
  if (item.type !== 'client_tool_call') return false;
  return item.id === params.item_id || item.call_id === params.call_id;
}
