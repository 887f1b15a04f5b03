import { z } from 'zod';
import { cursor, pageSize, text } from '../fields.ts';
import { limits } from '../limits.ts';

/** The id of a chat thread, made by the chat server. */
export const threadId = text(200);

/** A chat thread as it travels; its messages are read through the chat endpoint. */
export const threadOut = z.object({
  id: z.string(),
  title: z.string().nullable(),
  createdAt: z.string(),
});

/** A chat thread as it travels. */
export type ThreadOut = z.infer<typeof threadOut>;

/** Writes a stored thread as it travels. */
export function toThreadOut(thread: {
  id: string;
  title?: string | undefined;
  created_at: string;
}): ThreadOut {
  return { id: thread.id, title: thread.title ?? null, createdAt: thread.created_at };
}

/** One page of threads, newest first. */
export const threadPage = z.object({
  threads: z.array(threadOut),
  nextCursor: z.string().nullable(),
});

/** Names one thread. */
export const threadRef = z.strictObject({ id: threadId });

/** A page of threads to be read. */
export const threadQuery = z
  .strictObject({ cursor: cursor.optional(), limit: pageSize.optional() })
  .optional();

/** A new title for a thread. */
export const threadRename = z.strictObject({ id: threadId, title: text(limits.threadTitleLength) });
