import { ChatKitError, NotAllowedError } from '../errors.ts';
import { attachmentSchema } from '../protocol/attachment.ts';
import type { ThreadItem } from '../protocol/item.ts';
import type { Page } from '../protocol/page.ts';
import type { AttachmentStore } from '../store.ts';
import type { JsonCall } from './json-operations.ts';
import type { Scope } from './scope.ts';
import { toWireAttachment } from './wire.ts';

/** `attachments.create`: prepares an upload and stores its record. */
export async function createAttachment<Context>(
  params: { name: string; size: number; mime_type: string },
  { scope, context }: JsonCall<Context>,
): Promise<unknown> {
  const files = attachmentsOf(scope);
  if (params.size < 0) throw new NotAllowedError('A file has no negative size');
  const id = scope.generateId('attachment', context);
  const { name, size, mime_type } = params;
  const made = await files.createAttachment({ id, name, size, mime_type }, context);
  const attachment = attachmentSchema.parse(made);
  await scope.options.store.saveAttachment(attachment, context);
  return toWireAttachment(attachment);
}

/** `attachments.delete`: the bytes, then the record. @throws NotFoundError */
export async function deleteAttachment<Context>(
  id: string,
  { scope, context }: JsonCall<Context>,
): Promise<object> {
  const files = attachmentsOf(scope);
  // Bytes have no owner of their own, so the record says whose they are before they go.
  await scope.options.store.loadAttachment(id, context);
  await files.deleteAttachment(id, context);
  await scope.options.store.deleteAttachment(id, context);
  return {};
}

/** A page of items whose attachments have addresses that work now. */
export async function presentItems<Context>(
  page: Page<ThreadItem>,
  { scope, context }: JsonCall<Context>,
): Promise<Page<ThreadItem>> {
  const files = scope.options.attachments;
  if (files?.presentAttachment === undefined) return page;
  const data = page.data.map(async (item) => {
    if (item.type !== 'user_message' || item.attachments.length === 0) return item;
    const shown = item.attachments.map(
      async (attachment) => (await files.presentAttachment?.(attachment, context)) ?? attachment,
    );
    return { ...item, attachments: await Promise.all(shown) };
  });
  return { ...page, data: await Promise.all(data) };
}

function attachmentsOf<Context>({ options }: Scope<Context>): AttachmentStore<Context> {
  if (options.attachments !== undefined) return options.attachments;
  throw new ChatKitError('not_supported', 'Attaching files is not offered here');
}
