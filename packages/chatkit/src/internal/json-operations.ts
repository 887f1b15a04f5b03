import { ChatKitError, NotAllowedError } from '../errors.ts';
import type { ActionInput } from '../options.ts';
import { isHidden, threadItemSchema } from '../protocol/item.ts';
import type { WidgetItem } from '../protocol/item.ts';
import type { JsonRequest } from '../protocol/request.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';
import { threadMetadataSchema } from '../protocol/thread.ts';
import { createAttachment, deleteAttachment, presentItems } from './attachment-operations.ts';
import { createClock } from './clock.ts';
import { decodeBase64 } from './base64.ts';
import type { ItemSource } from './pages.ts';
import { defaultPageSize, loadVisibleItems, pageQuery } from './pages.ts';
import type { Scope } from './scope.ts';
import { toWireItem, toWireThread } from './wire.ts';

/** One JSON request and who sent it. */
export interface JsonCall<Context> {
  scope: Scope<Context>;
  context: Context;
  signal: AbortSignal;
  /** Ends what runs on a thread and keeps it free until the result is called. */
  takeThread(threadId: string): Promise<() => void>;
  report(error: unknown): void;
}

/** Answers an operation whose reply is one JSON value (protocol A.2, A.6). */
export async function answerJson<Context>(
  request: JsonRequest,
  call: JsonCall<Context>,
): Promise<unknown> {
  const { scope, context } = call;
  const { store, feedback } = scope.options;
  switch (request.type) {
    case 'threads.get_by_id': {
      const thread = await loadThread(request.params.thread_id, call);
      const query = { limit: defaultPageSize, order: 'asc' as const };
      const page = await loadVisibleItems(source(thread.id, call), query);
      return toWireThread(thread, await presentItems(page, call));
    }
    case 'threads.list': {
      const query = pageQuery(request.params, scope.limits.threadsPage);
      const page = await store.loadThreads(query, context);
      const data = page.data.map((thread) => toWireThread(threadMetadataSchema.parse(thread)));
      return { ...page, data };
    }
    case 'items.list': {
      const query = pageQuery(request.params, scope.limits.itemsPage);
      const found = await loadVisibleItems(source(request.params.thread_id, call), query);
      const page = await presentItems(found, call);
      return { ...page, data: page.data.map(toWireItem) };
    }
    case 'threads.update':
      return rename(request.params.thread_id, request.params.title, call);
    case 'threads.delete':
      return deleteThread(request.params.thread_id, call);
    case 'threads.sync_custom_action':
      return syncAction(request.params, call);
    case 'items.feedback': {
      const { thread_id: threadId, item_ids: itemIds, kind } = request.params;
      await store.loadThread(threadId, context);
      await feedback?.({ threadId, itemIds, kind, context });
      return {};
    }
    case 'attachments.create':
      return createAttachment(request.params, call);
    case 'attachments.delete':
      return deleteAttachment(request.params.attachment_id, call);
    case 'input.transcribe': {
      const { transcribe } = scope.options;
      if (transcribe === undefined) throw notSupported('Dictation');
      const { audio_base64: base64, mime_type: mimeType } = request.params;
      const mediaType = (mimeType.split(';', 1)[0] ?? '').trim();
      const audio = decodeBase64(base64);
      const { signal } = call;
      return { text: await transcribe({ audio, mimeType, mediaType, context, signal }) };
    }
    default:
      return request satisfies never;
  }
}

/** Reads a thread of any writer. @throws NotFoundError */
export async function loadThread<Context>(
  threadId: string,
  call: Pick<JsonCall<Context>, 'scope' | 'context'>,
): Promise<ThreadMetadata> {
  const stored = await call.scope.options.store.loadThread(threadId, call.context);
  return threadMetadataSchema.parse(stored);
}

/** The error for a hook or store the application has not given. */
export function notSupported(what: string): ChatKitError {
  return new ChatKitError('not_supported', `${what} is not offered here`);
}

/** Loads the widget an action names. @throws NotFoundError; null when the item is no widget. */
export async function loadSender<Context>(
  threadId: string,
  itemId: string,
  call: Pick<JsonCall<Context>, 'scope' | 'context'>,
): Promise<WidgetItem | null> {
  const row = await call.scope.options.store.loadItem(threadId, itemId, call.context);
  const item = threadItemSchema.parse(row);
  return item.type === 'widget' ? item : null;
}

function source<Context>(threadId: string, call: JsonCall<Context>): ItemSource<Context> {
  const { scope, context, report } = call;
  return { store: scope.options.store, threadId, context, report };
}

async function rename<Context>(
  threadId: string,
  title: string,
  call: JsonCall<Context>,
): Promise<unknown> {
  const { titleCharacters } = call.scope.limits;
  if (title.length > titleCharacters) {
    throw new NotAllowedError(`A title has at most ${titleCharacters} characters`);
  }
  const thread = { ...(await loadThread(threadId, call)), title };
  await call.scope.options.store.saveThread(thread, call.context);
  return toWireThread(thread);
}

async function deleteThread<Context>(threadId: string, call: JsonCall<Context>): Promise<object> {
  const { store } = call.scope.options;
  // Whose thread it is comes first: nobody may end the turn of somebody else.
  await store.loadThread(threadId, call.context);
  const release = await call.takeThread(threadId);
  try {
    await call.scope.options.attachments?.deleteThreadAttachments?.(threadId, call.context);
    await store.deleteThread(threadId, call.context);
    return {};
  } finally {
    release();
  }
}

async function syncAction<Context>(
  params: Extract<JsonRequest, { type: 'threads.sync_custom_action' }>['params'],
  call: JsonCall<Context>,
): Promise<object> {
  const { scope, context, signal } = call;
  if (scope.options.syncAction === undefined) throw notSupported('This action');
  const thread = await loadThread(params.thread_id, call);
  const sender =
    params.item_id === undefined ? null : await loadSender(thread.id, params.item_id, call);
  if (params.item_id !== undefined && sender === null) {
    throw new NotAllowedError('The action names an item that is not a widget');
  }
  const input: ActionInput<Context> = {
    thread,
    action: params.action,
    sender,
    context,
    signal,
    store: scope.options.store,
    generateId: (kind) => scope.generateId(kind, context),
    now: createClock(scope.now),
  };
  const answer = (await scope.options.syncAction(input)) ?? null;
  if (answer === null) return {};
  const item = threadItemSchema.parse({ ...answer, thread_id: thread.id });
  return isHidden(item) ? {} : { updated_item: toWireItem(item) };
}
