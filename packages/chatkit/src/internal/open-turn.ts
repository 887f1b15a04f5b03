import { NotAllowedError } from '../errors.ts';
import { parseDate } from '../protocol/dates.ts';
import type { ErrorEvent, ThreadStreamEvent } from '../protocol/event.ts';
import { threadItemSchema } from '../protocol/item.ts';
import type { StreamingRequest } from '../protocol/request.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';
import { loadSender, loadThread, notSupported } from './json-operations.ts';
import { newestOf, openAddMessage, openCreate } from './open-message.ts';
import { openToolOutput } from './open-tool-output.ts';
import type { Opening, ParamsOf, StreamCall } from './opening.ts';
import { answering } from './opening.ts';
import { deleteItems, itemsAfter } from './retries.ts';
import { answerStructuredInput, isAnsweredAlike } from './structured-answers.ts';
import type { AskedThread } from './take-up.ts';
import { takeUpItem } from './take-up.ts';

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
      return openToolOutput(request.params, await takeAsked(request.params, call), call);
    case 'threads.add_structured_input':
      return openStructuredInput(request.params, await takeAsked(request.params, call), call);
    case 'threads.retry_after_item':
      return openRetry(request.params, await takeThread(request.params.thread_id, call), call);
    case 'threads.custom_action':
      return openAction(request.params, call);
    default:
      return request satisfies never;
  }
}

async function openStructuredInput<Context>(
  params: ParamsOf<'threads.add_structured_input'>,
  { thread, wasBusy }: AskedThread,
  call: StreamCall<Context>,
): Promise<Opening<Context>> {
  const row = await call.store.loadItem(thread.id, params.item_id, call.context);
  const asked = threadItemSchema.parse(row);
  const isAgain = isAnsweredAlike(asked, params.input);
  const item = isAgain ? asked : answerStructuredInput(asked, params.input);
  const repeated = await takeUpItem({ itemId: item.id, thread, wasBusy }, call);
  if (isAgain && repeated === undefined) throw new NotAllowedError('The form has been answered');
  const replaced: ThreadStreamEvent = { type: 'thread.item.replaced', item };
  const answers = item.id;
  if (repeated?.answer !== undefined) {
    const { newest, answer } = repeated;
    return { thread, newest, answers, events: [replaced, ...answer] };
  }
  return {
    thread,
    newest: repeated?.newest ?? (await newestOf(thread.id, call)) ?? parseDate(item.created_at),
    answers,
    events: repeated?.removed ?? [],
    async *respond(turn) {
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
  const newer = await itemsAfter(thread.id, params.item_id, call);
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
  return { thread, newest, answers: message.id, events: [], respond: answering(message, call) };
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

/** Takes the thread in which something is answered that the assistant has asked. */
async function takeAsked<Context>(
  { thread_id: threadId }: { thread_id: string },
  call: StreamCall<Context>,
): Promise<AskedThread> {
  const wasBusy = call.isBusy(threadId);
  return { thread: await takeThread(threadId, call), wasBusy };
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
