import { NotAllowedError, NotFoundError } from '../errors.ts';
import { createIdGenerator } from '../internal/ids.ts';
import type { Attachment, UploadDescriptor } from '../protocol/attachment.ts';
import { attachmentSchema } from '../protocol/attachment.ts';
import type { AttachmentStore } from '../store.ts';
import type { OpenBytes } from './byte-store.ts';
import { keyOf } from './byte-store.ts';
import { joined } from './checked-body.ts';
import { answering, takeAnnounced, takeDirect } from './handlers.ts';
import type { AttachmentsOptions, Settings } from './options.ts';
import { createPreviewUrls } from './preview-url.ts';
import { servePreview } from './preview.ts';
import { announcedSize, checkAnnounced, recordOf } from './records.ts';
import { contradicts, defaultTypes, mediaTypeOf, sniffLength } from './sniff.ts';
import type { SweepOptions, SweepResult } from './sweep.ts';
import { sweepAttachments } from './sweep.ts';

/** Everything about attached files; itself the `attachments` option of `createChatKitServer`. */
export interface Attachments<Context> extends Required<AttachmentStore<Context>> {
  /**
   * Takes the bytes of an announced attachment at `{url}/{id}`: with PUT as they are, with POST as
   * a form's field `file` or as they are. Never rejects; an unknown or foreign id is 404, bytes
   * that are not what was announced 400, too many 413.
   */
  upload(request: Request, context: Context): Promise<Response>;
  /**
   * Takes a file at `{url}` with POST, as a form's field `file` or as it is (with its type as
   * `content-type` and its name as `?name=`), and answers with the attachment. Never rejects.
   */
  uploadDirect(request: Request, context: Context): Promise<Response>;
  /** Serves a signed address at `{url}/{id}?…` to whoever has it. Never rejects; else 404. */
  preview(request: Request): Promise<Response>;
  /** A signed address that shows an image, and saves any other file, for a limited time. */
  link(attachment: Attachment, context: Context): Promise<string>;
  /** The bytes of an attachment, for a model say. @throws NotFoundError */
  open(
    attachmentId: string,
    context: Context,
    signal?: AbortSignal,
  ): Promise<OpenBytes & { attachment: Attachment }>;
  /** Deletes what nobody needs; run it at the start and every few hours. */
  sweep(options?: Omit<SweepOptions, 'store' | 'bytes'>): Promise<SweepResult>;
}

/**
 * Attached files from end to end: announced or direct uploads, checked on their bytes, kept in a
 * byte store, shown at signed addresses, and deleted with their records (protocol A.5, A.6, G.7).
 *
 * @throws RangeError or TypeError for an option that cannot work.
 * @example
 * const attachments = createAttachments<User>({ store, bytes, owner, url, secret });
 * const chatkit = createChatKitServer<User>({ store, respond, attachments });
 */
export function createAttachments<Context>(
  options: AttachmentsOptions<Context>,
): Attachments<Context> {
  const settings = settingsOf(options);
  const { store, bytes, owner, url: baseUrl, now, onError } = settings;
  const urls = createPreviewUrls({
    baseUrl,
    secret: options.secret,
    seconds: settings.previewSeconds,
    now,
  });
  const generateOwnId = createIdGenerator(now);

  async function link(attachment: Attachment, context: Context): Promise<string> {
    const key = await keyOf(owner(context), attachment.id);
    return urls.sign({ key, type: attachment.mime_type, name: attachment.name });
  }

  async function present(attachment: Attachment, context: Context): Promise<Attachment> {
    if (attachment.type !== 'image' || announcedSize(attachment) === undefined) return attachment;
    return { ...attachment, preview_url: await link(attachment, context) };
  }

  async function descriptor(
    record: Attachment,
    size: number,
    context: Context,
  ): Promise<UploadDescriptor> {
    const { method, presignSeconds } = settings;
    const key = await keyOf(owner(context), record.id);
    if (method === 'presigned' && bytes.presignPut !== undefined) {
      return bytes.presignPut(key, { size, type: record.mime_type, seconds: presignSeconds });
    }
    const headers = settings.uploadHeaders?.(context) ?? {};
    return { url: `${baseUrl}/${record.id}`, method: method === 'POST' ? method : 'PUT', headers };
  }

  return {
    async createAttachment({ id, name, size, mime_type }, context) {
      const type = checkAnnounced({ name, size, mime_type }, settings);
      const record = recordOf(id, { name, type, size });
      const upload_descriptor = await descriptor(record, size, context);
      return present({ ...record, upload_descriptor }, context);
    },
    async claimAttachment({ upload_descriptor: _sent, ...attachment }, context) {
      const size = announcedSize(attachment);
      if (size === undefined) return attachment;
      const key = await keyOf(owner(context), attachment.id);
      const found = await bytes.get(key, { first: sniffLength });
      if (found === null) throw new NotAllowedError('An attached file has not been uploaded');
      const head = await readAll(found.body);
      // Bytes that went straight to the store have been checked by nobody yet.
      if (found.size !== size || contradicts(attachment.mime_type, head)) {
        await bytes.delete(key);
        throw new NotAllowedError('An attached file is not what was announced');
      }
      return present(attachment, context);
    },
    presentAttachment: present,
    async deleteAttachment(attachmentId, context) {
      await bytes.delete(await keyOf(owner(context), attachmentId));
    },
    async deleteThreadAttachments(threadId, context) {
      for (const { id } of await store.loadThreadAttachments(threadId, context)) {
        await bytes.delete(await keyOf(owner(context), id));
        await store.deleteAttachment(id, context);
      }
    },
    upload: (request, context) =>
      answering(request, ['PUT', 'POST'], {
        onError,
        answer: () => takeAnnounced(request, context, settings),
      }),
    uploadDirect: (request, context) =>
      answering(request, ['POST'], {
        onError,
        answer: () =>
          takeDirect(request, context, {
            ...settings,
            generateId: () => options.generateId?.(context) ?? generateOwnId('attachment'),
            present: (attachment) => present(attachment, context),
          }),
      }),
    preview: (request) =>
      answering(request, ['GET', 'HEAD'], {
        onError,
        answer: () => servePreview(request, { urls, bytes }),
      }),
    link,
    async open(attachmentId, context, signal) {
      const row = await store.loadAttachment(attachmentId, context);
      const attachment = attachmentSchema.parse(row);
      const found = await bytes.get(await keyOf(owner(context), attachmentId), { signal });
      if (found === null) throw new NotFoundError('File');
      return { ...found, attachment };
    },
    sweep: (sweepOptions = {}) => sweepAttachments({ now, ...sweepOptions, store, bytes }),
  };
}

function settingsOf<Context>(options: AttachmentsOptions<Context>): Settings<Context> {
  const settings = {
    ...options,
    url: options.url.replace(/\/+$/, ''),
    method: options.method ?? 'PUT',
    types: (options.types ?? defaultTypes).map(mediaTypeOf),
    maxBytes: options.maxBytes ?? 26_214_400,
    previewSeconds: options.previewSeconds ?? 3600,
    presignSeconds: options.presignSeconds ?? 900,
    now: () => options.now?.() ?? new Date(),
  };
  if (settings.url === '') throw new TypeError('url must not be empty');
  for (const name of ['maxBytes', 'previewSeconds', 'presignSeconds'] as const) {
    if (Number.isInteger(settings[name]) && settings[name] > 0) continue;
    throw new RangeError(`${name} must be a whole number of at least 1`);
  }
  if (settings.method === 'presigned' && options.bytes.presignPut === undefined) {
    throw new TypeError('this byte store cannot sign addresses for uploads');
  }
  return settings;
}

async function readAll(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return joined(chunks);
}
