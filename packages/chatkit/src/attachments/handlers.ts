import { ChatKitError, NotAllowedError, NotFoundError } from '../errors.ts';
import { errorReply, isExpected, jsonReply } from '../internal/replies.ts';
import { toWireAttachment } from '../internal/wire.ts';
import type { Attachment } from '../protocol/attachment.ts';
import { attachmentSchema } from '../protocol/attachment.ts';
import { keyOf } from './byte-store.ts';
import { checkBody, tooLarge, wrongSize } from './checked-body.ts';
import { readFilePart } from './multipart.ts';
import type { Settings } from './options.ts';
import { announcedSize, checkAnnounced, recordOf } from './records.ts';

/** What the upload handlers need besides the settings. */
export interface UploadParts {
  generateId(): string;
  /** Gives an image's record an address for its preview. */
  present(attachment: Attachment): Promise<Attachment>;
}

/** Answers a request, and turns what goes wrong into an answer. */
export async function answering(
  request: Request,
  methods: readonly string[],
  options: { answer(): Promise<Response>; onError?: ((error: unknown) => void) | undefined },
): Promise<Response> {
  if (!methods.includes(request.method)) {
    const message = `Requests here are sent with ${methods.join(' or ')}`;
    const headers = { allow: methods.join(', ') };
    return jsonReply({ error: { code: 'method_not_allowed', message } }, 405, headers);
  }
  try {
    return await options.answer();
  } catch (error) {
    if (request.signal.aborted) {
      return errorReply(new ChatKitError('cancelled', 'The client went away', { cause: error }));
    }
    if (!isExpected(error)) options.onError?.(error);
    // A body left unread would hold the connection; where it is being read already, it is not ours.
    if (request.body?.locked === false) await request.body.cancel().catch(() => undefined);
    return errorReply(error);
  }
}

/** Takes the bytes of an attachment that was announced (two-phase). */
export async function takeAnnounced<Context>(
  request: Request,
  context: Context,
  { store, bytes, owner, maxBytes }: Settings<Context>,
): Promise<Response> {
  const id = lastSegment(request.url);
  const attachment = attachmentSchema.parse(await store.loadAttachment(id, context));
  const size = announcedSize(attachment);
  if (size === undefined) throw new NotFoundError('Attachment');
  if (attachment.thread_id !== undefined) {
    throw new NotAllowedError('The file has been sent and cannot be replaced');
  }
  const { mime_type: type } = attachment;
  const source = await fileOf(request, maxBytes, size);
  const { body } = await checkBody(source.body, { type, size, maxBytes });
  await bytes.put(await keyOf(owner(context), id), body, { type, signal: request.signal });
  return jsonReply(toWireAttachment(attachment));
}

/** Takes a file that was not announced, and makes its record (direct upload, protocol A.6). */
export async function takeDirect<Context>(
  request: Request,
  context: Context,
  settings: Settings<Context> & UploadParts,
): Promise<Response> {
  const { store, bytes, owner, maxBytes, types } = settings;
  const source = await fileOf(request, maxBytes);
  try {
    const type = checkAnnounced({ name: source.name, mime_type: source.type }, { types, maxBytes });
    const { body, count } = await checkBody(source.body, { type, maxBytes });
    const id = settings.generateId();
    const key = await keyOf(owner(context), id);
    await bytes.put(key, body, { type, signal: request.signal });
    const record = recordOf(id, { name: source.name, type, size: count() });
    const attachment = await settings.present(record);
    try {
      await store.saveAttachment(attachment, context);
    } catch (error) {
      // Without a record nobody could delete them; should this fail too, the sweep will.
      await bytes.delete(key).catch(() => undefined);
      throw error;
    }
    return jsonReply(toWireAttachment(attachment));
  } catch (error) {
    if (source.body?.locked === false) await source.body.cancel(error).catch(() => undefined);
    throw error;
  }
}

interface Source {
  name: string;
  type: string;
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

/** The file a request brings: the field `file` of a form, or else its whole body. */
async function fileOf(request: Request, maxBytes: number, size?: number): Promise<Source> {
  const part = await readFilePart(request);
  if (part !== null) return { ...part, name: part.name === '' ? 'file' : part.name };
  const length = request.headers.get('content-length');
  if (length !== null && Number(length) > maxBytes) throw tooLarge(maxBytes);
  if (length !== null && size !== undefined && Number(length) !== size) throw wrongSize(size);
  const name = new URL(request.url).searchParams.get('name') ?? 'file';
  return { name, type: request.headers.get('content-type') ?? '', body: request.body };
}

function lastSegment(url: string): string {
  const { pathname } = new URL(url);
  return pathname.slice(pathname.lastIndexOf('/') + 1);
}
