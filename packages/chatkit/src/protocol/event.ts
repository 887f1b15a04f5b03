import { z } from 'zod';
import type { IconName } from './icons.ts';
import { iconNameSchema } from './icons.ts';
import type { ThreadItem } from './item.ts';
import { threadItemSchema } from './item.ts';
import { dictionarySchema, maybe, withDefault } from './lenient.ts';
import type { Thread } from './thread.ts';
import { threadMetadataSchema } from './thread.ts';
import type { ThreadItemUpdate } from './update.ts';
import { threadItemUpdateSchema } from './update.ts';

/** A thread has come to be. */
export interface ThreadCreatedEvent {
  type: 'thread.created';
  thread: Thread;
}

/** Title, status or image hosts of the thread have changed. */
export interface ThreadUpdatedEvent {
  type: 'thread.updated';
  thread: Thread;
}

/** Introduces an item that is still growing; not stored. */
export interface ThreadItemAddedEvent {
  type: 'thread.item.added';
  item: ThreadItem;
}

/** Changes a growing item; not stored. */
export interface ThreadItemUpdatedEvent {
  type: 'thread.item.updated';
  item_id: string;
  update: ThreadItemUpdate;
}

/** A finished item; stored before it is sent. */
export interface ThreadItemDoneEvent {
  type: 'thread.item.done';
  item: ThreadItem;
}

/** An item is gone; deleted before this is sent. */
export interface ThreadItemRemovedEvent {
  type: 'thread.item.removed';
  item_id: string;
}

/** An item takes the place of the one with its id, even of another type; stored before sent. */
export interface ThreadItemReplacedEvent {
  type: 'thread.item.replaced';
  item: ThreadItem;
}

/** Once per stream: what the client may offer while it runs. */
export interface StreamOptionsEvent {
  type: 'stream_options';
  stream_options: StreamOptions;
}

/** What the client may offer while a stream runs. */
export interface StreamOptions {
  allow_cancel: boolean;
}

/** A line that says what is going on; gone after the turn. */
export interface ProgressUpdateEvent {
  type: 'progress_update';
  text: string;
  icon?: IconName | undefined;
}

/** A signal for the page; never stored. */
export interface ClientEffectEvent {
  type: 'client_effect';
  name: string;
  data: Record<string, unknown>;
}

/** A failure; the stream ends normally after it. */
export interface ErrorEvent {
  type: 'error';
  /** `stream.error`, `custom`, or a code the client knows. */
  code: string;
  message?: string | undefined;
  allow_retry: boolean;
}

/** A message outside the conversation, such as a quota warning. Markdown. */
export interface NoticeEvent {
  type: 'notice';
  level: 'info' | 'warning' | 'danger';
  message: string;
  title?: string | undefined;
}

/** Everything a stream can carry (protocol A.3). */
export type ThreadStreamEvent =
  | ThreadCreatedEvent
  | ThreadUpdatedEvent
  | ThreadItemAddedEvent
  | ThreadItemUpdatedEvent
  | ThreadItemDoneEvent
  | ThreadItemRemovedEvent
  | ThreadItemReplacedEvent
  | StreamOptionsEvent
  | ProgressUpdateEvent
  | ClientEffectEvent
  | ErrorEvent
  | NoticeEvent;

const pageOfItems = z.object({
  data: withDefault(z.array(threadItemSchema), () => []),
  has_more: withDefault(z.boolean(), () => false),
  after: maybe(z.string()),
});

/** Schema of {@link Thread}. */
export const threadSchema: z.ZodType<Thread> = z
  .looseObject({
    items: withDefault(pageOfItems, () => ({ data: [], has_more: false, after: undefined })),
  })
  .transform((value, context) => {
    const { items, ...rest } = value;
    const metadata = threadMetadataSchema.safeParse(rest);
    if (metadata.success) return { ...metadata.data, items };
    for (const issue of metadata.error.issues) context.addIssue({ ...issue, code: 'custom' });
    return z.NEVER;
  });

/** Schema of {@link ThreadStreamEvent}. */
export const threadStreamEventSchema: z.ZodType<ThreadStreamEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('thread.created'), thread: threadSchema }),
  z.object({ type: z.literal('thread.updated'), thread: threadSchema }),
  z.object({ type: z.literal('thread.item.added'), item: threadItemSchema }),
  z.object({
    type: z.literal('thread.item.updated'),
    item_id: z.string(),
    update: threadItemUpdateSchema,
  }),
  z.object({ type: z.literal('thread.item.done'), item: threadItemSchema }),
  z.object({ type: z.literal('thread.item.removed'), item_id: z.string() }),
  z.object({ type: z.literal('thread.item.replaced'), item: threadItemSchema }),
  z.object({
    type: z.literal('stream_options'),
    stream_options: z.object({ allow_cancel: z.boolean() }),
  }),
  z.object({
    type: z.literal('progress_update'),
    text: z.string(),
    icon: maybe(iconNameSchema),
  }),
  z.object({
    type: z.literal('client_effect'),
    name: z.string(),
    data: withDefault(dictionarySchema, () => ({})),
  }),
  z.object({
    type: z.literal('error'),
    code: withDefault(z.string(), () => 'custom'),
    message: maybe(z.string()),
    allow_retry: withDefault(z.boolean(), () => false),
  }),
  z.object({
    type: z.literal('notice'),
    level: z.enum(['info', 'warning', 'danger']),
    message: z.string(),
    title: maybe(z.string()),
  }),
]);
