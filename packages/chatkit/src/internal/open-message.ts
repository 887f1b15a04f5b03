import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { Attachment } from '../protocol/attachment.ts';
import { parseDate } from '../protocol/dates.ts';
import type { ThreadItem, UserMessageItem } from '../protocol/item.ts';
import type { UserMessageInput } from '../protocol/message.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';
import { threadMetadataSchema } from '../protocol/thread.ts';
import { createClock } from './clock.ts';
import { loadThread } from './json-operations.ts';
import type { Opening, ParamsOf, StreamCall } from './opening.ts';
import { answering } from './opening.ts';
import { findRepeated, itemsAfter, newestItems, windowStart } from './retries.ts';
import { takeUp } from './take-up.ts';
import { checkMessage, loadAttachments } from './user-message.ts';
import { toWireThread } from './wire.ts';

/** Makes `threads.create` ready: the thread and its first message are stored. */
export async function openCreate<Context>(
  { input }: ParamsOf<'threads.create'>,
  call: StreamCall<Context>,
): Promise<Opening<Context>> {
  const { scope, store, context } = call;
  checkMessage(input, scope.limits);
  const attachments = await loadAttachments(input.attachments, scope, context);
  const repeated = await findRepeatedThread(input, call);
  if (repeated !== undefined) return resume({ ...repeated, isNew: true }, call);
  const after = scope.now();
  const thread: ThreadMetadata = {
    id: scope.generateId('thread', context),
    created_at: after.toISOString(),
    status: { type: 'active' },
    metadata: {},
  };
  await call.take(thread.id);
  await store.saveThread(thread, context);
  try {
    const created: ThreadStreamEvent = { type: 'thread.created', thread: toWireThread(thread) };
    return await addMessage({ thread, input, attachments, after, events: [created] }, call);
  } catch (error) {
    // An empty thread in the history would be all that is left of the failure.
    await store.deleteThread(thread.id, context).catch(() => undefined);
    throw error;
  }
}

/** Makes `threads.add_user_message` ready: the message is stored. */
export async function openAddMessage<Context>(
  { thread_id: threadId, input }: ParamsOf<'threads.add_user_message'>,
  call: StreamCall<Context>,
): Promise<Opening<Context>> {
  const { scope, context } = call;
  checkMessage(input, scope.limits);
  const before = await loadThread(threadId, call);
  const attachments = await loadAttachments(input.attachments, scope, context);
  if (call.isBusy(threadId)) {
    const items = await newestItems(threadId, call);
    const message = repeatedIn(items, true, input, call);
    if (message !== undefined) return resume({ thread: before, message }, call);
  }
  const waited = await call.take(threadId);
  // The turn that was waited for may have renamed, locked or deleted the thread.
  const thread = waited ? await loadThread(threadId, call) : before;
  const items = await newestItems(threadId, call);
  // The same may have waited before this one, and been answered meanwhile.
  const message = repeatedIn(items, waited, input, call);
  if (message !== undefined) return resume({ thread, message, isTaken: true }, call);
  const after = items[0] === undefined ? undefined : parseDate(items[0].created_at);
  return addMessage({ thread, input, attachments, after, events: [] }, call);
}

/** Time of the newest item of a thread. */
export async function newestOf<Context>(
  threadId: string,
  { scope, context }: Pick<StreamCall<Context>, 'scope' | 'context'>,
): Promise<Date | undefined> {
  const query = { limit: 1, order: 'desc' as const };
  const page = await scope.options.store.loadItems(threadId, query, context);
  return page.data[0] === undefined ? undefined : parseDate(page.data[0].created_at);
}

interface NewMessage {
  thread: ThreadMetadata;
  input: UserMessageInput;
  attachments: Attachment[];
  after: Date | undefined;
  events: ThreadStreamEvent[];
}

async function addMessage<Context>(
  { thread, input, attachments, after, events }: NewMessage,
  call: StreamCall<Context>,
): Promise<Opening<Context>> {
  const { scope, store, context } = call;
  const newest = createClock(scope.now, after)();
  const message: UserMessageItem = {
    id: scope.generateId('message', context),
    thread_id: thread.id,
    created_at: newest.toISOString(),
    type: 'user_message',
    content: input.content,
    attachments: attachments.map((attachment) => ({ ...attachment, thread_id: thread.id })),
    quoted_text: input.quoted_text,
    inference_options: input.inference_options,
  };
  for (const attachment of message.attachments) await store.saveAttachment(attachment, context);
  await store.addItem(thread.id, message, context);
  return {
    thread,
    newest,
    answers: message.id,
    events: [...events, { type: 'thread.item.done', item: message }],
    respond: answering(message, call),
  };
}

/** A message that was sent before, and the thread it is in. */
interface Repeated {
  thread: ThreadMetadata;
  message: UserMessageItem;
  /** Whether the thread came with it, and its client has yet to be told of that. @default false */
  isNew?: boolean;
  /** Whether this request holds the thread already. @default false */
  isTaken?: boolean;
}

/**
 * Answers a message that was sent before: with the answer it has meanwhile, so that no tool runs
 * twice, or by answering it now, with the remains of the attempt before taken away.
 */
async function resume<Context>(
  { thread: found, message, isNew = false, isTaken = false }: Repeated,
  call: StreamCall<Context>,
): Promise<Opening<Context>> {
  const waited = !isTaken && (await call.take(found.id));
  const thread = waited ? await loadThread(found.id, call) : found;
  const rows = (await itemsAfter(thread.id, message.id, call)) ?? [];
  const asked = parseDate(message.created_at);
  const { newest, answer, removed } = await takeUp(thread.id, { rows, asked }, call);
  const events: ThreadStreamEvent[] = [
    ...(isNew ? [{ type: 'thread.created' as const, thread: toWireThread(thread) }] : []),
    { type: 'thread.item.done', item: message },
  ];
  const answers = message.id;
  return answer === undefined
    ? {
        thread,
        newest,
        answers,
        events: [...events, ...removed],
        respond: answering(message, call),
      }
    : { thread, newest, answers, events: [...events, ...answer] };
}

async function findRepeatedThread<Context>(
  input: UserMessageInput,
  call: StreamCall<Context>,
): Promise<Repeated | undefined> {
  const { scope, store, context } = call;
  if (scope.retryWindowMs === 0) return undefined;
  const query = { limit: 1, order: 'desc' as const };
  const [newest] = (await store.loadThreads(query, context)).data;
  if (newest === undefined || parseDate(newest.created_at) < windowStart(call.scope))
    return undefined;
  // Most of the time somebody has had an answer and goes on: that is seen without reading it.
  if (!call.isBusy(newest.id) && (await isAnswered(newest.id, call))) return undefined;
  const thread = threadMetadataSchema.parse(newest);
  const items = await newestItems(thread.id, call);
  const message = repeatedIn(items, call.isBusy(thread.id), input, call);
  if (message === undefined) return undefined;
  // Only a first message can have come with `threads.create`.
  const first = { limit: 1, order: 'asc' as const };
  const [oldest] = (await store.loadItems(thread.id, first, context)).data;
  return oldest?.id === message.id ? { thread, message } : undefined;
}

async function isAnswered<Context>(
  threadId: string,
  { store, context }: Pick<StreamCall<Context>, 'store' | 'context'>,
): Promise<boolean> {
  const page = await store.loadItems(threadId, { limit: 1, order: 'desc' }, context);
  return page.data[0]?.type === 'assistant_message';
}

function repeatedIn<Context>(
  items: readonly ThreadItem[],
  busy: boolean,
  input: UserMessageInput,
  call: StreamCall<Context>,
): UserMessageItem | undefined {
  if (call.scope.retryWindowMs === 0) return undefined;
  const { deliveries } = call;
  return findRepeated({ items, input, deliveries, since: windowStart(call.scope), busy });
}
