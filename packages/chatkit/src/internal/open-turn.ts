import { NotAllowedError } from '../errors.ts';
import { parseDate } from '../protocol/dates.ts';
import type { ErrorEvent, ThreadStreamEvent } from '../protocol/event.ts';
import type { ThreadItem } from '../protocol/item.ts';
import { isHidden, threadItemSchema } from '../protocol/item.ts';
import type { StreamingRequest } from '../protocol/request.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';
import { loadSender, loadThread, notSupported } from './json-operations.ts';
import { newestOf, openAddMessage, openCreate } from './open-message.ts';
import type { Opening, ParamsOf, StreamCall } from './opening.ts';
import { answering } from './opening.ts';
import { deleteItems, itemsAfter, readable } from './retries.ts';
import { answerStructuredInput } from './structured-answers.ts';

const toolLookBack = 20;
const wrongSender: ErrorEvent = { type: 'error', code: 'stream.error', allow_retry: false };

/**
 * Does everything of a streaming request that may fail with a status (protocol A.6): checks,
 * waiting for the thread, and what must be stored before the first event.
 *
 * @throws ChatKitError for what the client got wrong, anything else for a failing store.
 */
export async function openTurn<Context>(
  request: StreamingRequest,
  call: StreamCall<Context>,
): Promise<Opening<Context>> {
  switch (request.type) {
    case 'threads.create':
      return openCreate(request.params, call);
    case 'threads.add_user_message':
      return openAddMessage(request.params, call);
    case 'threads.add_client_tool_output':
      return openToolOutput(request.params, await takeThread(request.params.thread_id, call), call);
    case 'threads.add_structured_input':
      return openStructuredInput(
        request.params,
        await takeThread(request.params.thread_id, call),
        call,
      );
    case 'threads.retry_after_item':
      return openRetry(request.params, await takeThread(request.params.thread_id, call), call);
    case 'threads.custom_action':
      return openAction(request.params, call);
    default:
      return request satisfies never;
  }
}

async function openToolOutput<Context>(
  params: ParamsOf<'threads.add_client_tool_output'>,
  thread: ThreadMetadata,
  call: StreamCall<Context>,
): Promise<Opening<Context>> {
  const { store, context } = call;
  const query = { limit: toolLookBack, order: 'desc' as const };
  const page = await store.loadItems(thread.id, query, context);
  const items = readable(page.data);
  const named = params.call_id !== undefined || params.item_id !== undefined;
  const target = named
    ? items.find((item) => isNamed(item, params))
    : items.find((item) => !isHidden(item));
  if (target?.type !== 'client_tool_call' || target.status !== 'pending') {
    throw new NotAllowedError('No client tool call waits for an output');
  }
  // `null` as a whole is left out, as any other null of an item is; within a result it is data.
  const done = { ...target, status: 'completed' as const, output: params.result ?? undefined };
  await store.saveItem(thread.id, done, context);
  const others = items.filter((item) => isWaiting(item) && item !== target);
  const ofThisTurn = items.slice(0, itemCountOfTurn(items));
  // Who names a call means to answer the others of the turn too; they alone can be meant.
  const awaited = named ? others.filter((item) => ofThisTurn.includes(item)) : [];
  const abandoned = others.filter((item) => !awaited.includes(item));
  await deleteItems(store, thread.id, abandoned, context);
  const newest = items[0] === undefined ? undefined : parseDate(items[0].created_at);
  const respond = awaited.length > 0 ? sayNothing : answering(null, call);
  return { thread, newest, events: [], respond };
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

async function openStructuredInput<Context>(
  params: ParamsOf<'threads.add_structured_input'>,
  thread: ThreadMetadata,
  call: StreamCall<Context>,
): Promise<Opening<Context>> {
  const row = await call.store.loadItem(thread.id, params.item_id, call.context);
  const item = answerStructuredInput(threadItemSchema.parse(row), params.input);
  return {
    thread,
    newest: await newestOf(thread.id, call),
    events: [],
    async *respond(turn) {
      const replaced: ThreadStreamEvent = { type: 'thread.item.replaced', item };
      yield replaced;
      yield* answering(null, call)(turn);
    },
  };
}

async function openRetry<Context>(
  params: ParamsOf<'threads.retry_after_item'>,
  thread: ThreadMetadata,
  call: StreamCall<Context>,
): Promise<Opening<Context>> {
  const { store, context } = call;
  const newer = await itemsAfter(store, thread.id, params.item_id, context);
  // What the thread does not hold cannot be answered: a stream without an event, as the protocol
  // has it for an item that somebody else has just taken away.
  if (newer === undefined) return { thread, events: [] };
  const row = await store.loadItem(thread.id, params.item_id, context);
  const message = threadItemSchema.parse(row);
  if (message.type !== 'user_message') {
    throw new NotAllowedError('Only a user message can be answered again');
  }
  await deleteItems(store, thread.id, newer, context);
  const newest = parseDate(newer[0]?.created_at ?? message.created_at);
  return { thread, newest, message, events: [], respond: answering(message, call) };
}

async function openAction<Context>(
  params: ParamsOf<'threads.custom_action'>,
  call: StreamCall<Context>,
): Promise<Opening<Context>> {
  const { scope } = call;
  const { action: hook } = scope.options;
  if (hook === undefined) throw notSupported('This action');
  const before = await loadThread(params.thread_id, call);
  const { item_id: itemId, action } = params;
  const sender = itemId === undefined ? null : await loadSender(before.id, itemId, call);
  if (itemId !== undefined && sender === null) return { thread: before, events: [wrongSender] };
  const thread = await takeThread(before.id, call);
  const newest = await newestOf(thread.id, call);
  return { thread, newest, events: [], respond: (turn) => hook({ ...turn, action, sender }) };
}

/** Waits for a thread of the caller; whose it is comes first, so nobody waits on a foreign one. */
async function takeThread<Context>(
  threadId: string,
  call: StreamCall<Context>,
): Promise<ThreadMetadata> {
  const thread = await loadThread(threadId, call);
  // The turn that was waited for may have renamed, locked or deleted the thread.
  return (await call.take(threadId)) ? loadThread(threadId, call) : thread;
}
