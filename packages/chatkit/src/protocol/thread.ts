import { z } from 'zod';
import { dateSchema } from './dates.ts';
import type { ThreadItem } from './item.ts';
import { dictionarySchema, maybe, withDefault } from './lenient.ts';
import type { Page } from './page.ts';

/** Whether a person may go on writing; a sign for the client, not enforced by the server. */
export type ThreadStatus =
  | { type: 'active' }
  | { type: 'locked'; reason?: string | undefined }
  | { type: 'closed'; reason?: string | undefined };

/** A thread without its items: what stores hold and responders may change (protocol A.5). */
export interface ThreadMetadata {
  id: string;
  title?: string | undefined;
  /** ISO date, UTC. */
  created_at: string;
  status: ThreadStatus;
  /** Hosts whose images a client may load; absent is not the same as empty. */
  allowed_image_domains?: string[] | undefined;
  /** Private to the application: stored, always `{}` on the wire. */
  metadata: Record<string, unknown>;
}

/** A thread as clients see it, with a first page of items. */
export interface Thread extends ThreadMetadata {
  items: Page<ThreadItem>;
}

/** Schema of {@link ThreadStatus}. */
export const threadStatusSchema: z.ZodType<ThreadStatus> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('active') }),
  z.object({ type: z.literal('locked'), reason: maybe(z.string()) }),
  z.object({ type: z.literal('closed'), reason: maybe(z.string()) }),
]);

/** Schema of {@link ThreadMetadata}, for rows of any age or writer. */
export const threadMetadataSchema: z.ZodType<ThreadMetadata> = z.object({
  id: z.string().min(1),
  title: maybe(z.string()),
  created_at: dateSchema,
  status: withDefault(threadStatusSchema, () => ({ type: 'active' as const })),
  allowed_image_domains: maybe(z.array(z.string())),
  metadata: withDefault(dictionarySchema, () => ({})),
});
