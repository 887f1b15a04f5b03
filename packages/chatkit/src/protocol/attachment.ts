import { z } from 'zod';
import { dictionarySchema, maybe, withDefault } from './lenient.ts';

/** Where and how a client sends the bytes of a two-phase upload. */
export interface UploadDescriptor {
  url: string;
  method: 'POST' | 'PUT';
  /** @default {} */
  headers?: Record<string, string> | undefined;
}

interface AttachmentBase {
  id: string;
  name: string;
  mime_type: string;
  upload_descriptor?: UploadDescriptor | undefined;
  /** Thread whose message carries the attachment; absent until it has been sent. */
  thread_id?: string | undefined;
  /** Private to the application: stored, never sent to a client. */
  metadata?: Record<string, unknown> | undefined;
}

/** An attached file of any kind. */
export interface FileAttachment extends AttachmentBase {
  type: 'file';
}

/** An attached image with an address for its preview. */
export interface ImageAttachment extends AttachmentBase {
  type: 'image';
  preview_url: string;
}

/** A file or image a person adds to a message (protocol A.5). */
export type Attachment = FileAttachment | ImageAttachment;

const base = {
  id: z.string().min(1),
  name: z.string(),
  mime_type: z.string(),
  upload_descriptor: maybe(
    z.object({
      url: z.string(),
      method: z.enum(['POST', 'PUT']),
      headers: withDefault(z.record(z.string(), z.string()), () => ({})),
    }),
  ),
  thread_id: maybe(z.string()),
  metadata: maybe(dictionarySchema),
};

/** Schema of {@link Attachment}. */
export const attachmentSchema: z.ZodType<Attachment> = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('file') }),
  z.object({ ...base, type: z.literal('image'), preview_url: z.string() }),
]);
