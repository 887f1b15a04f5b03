import { NotAllowedError } from '../errors.ts';
import type { ChatKitLimits } from '../options.ts';
import type { Attachment } from '../protocol/attachment.ts';
import { attachmentSchema } from '../protocol/attachment.ts';
import type { ThreadItem, UserMessageItem } from '../protocol/item.ts';
import type { UserMessageInput } from '../protocol/message.ts';
import { isEqual } from './equal.ts';
import type { Scope } from './scope.ts';

/** @throws NotAllowedError when a message is empty or larger than the limits allow. */
export function checkMessage(input: UserMessageInput, limits: ChatKitLimits): void {
  const { content, attachments, quoted_text } = input;
  if (content.length === 0 && attachments.length === 0) {
    throw new NotAllowedError('A message needs content or attachments');
  }
  if (content.length > limits.messageParts) {
    throw new NotAllowedError(`A message has at most ${limits.messageParts} parts`);
  }
  if (attachments.length > limits.attachments) {
    throw new NotAllowedError(`A message has at most ${limits.attachments} attachments`);
  }
  const length = content.reduce((sum, part) => sum + part.text.length, quoted_text?.length ?? 0);
  if (length > limits.messageCharacters) {
    throw new NotAllowedError(`A message has at most ${limits.messageCharacters} characters`);
  }
}

/**
 * Reads the attachments a message names, and lets the application look at them once more.
 *
 * @throws NotFoundError, or NotAllowedError for one whose bytes are not there.
 */
export async function loadAttachments<Context>(
  ids: readonly string[],
  { options }: Scope<Context>,
  context: Context,
): Promise<Attachment[]> {
  const rows = await Promise.all(ids.map((id) => options.store.loadAttachment(id, context)));
  const found = rows.map((row) => attachmentSchema.parse(row));
  return Promise.all(
    found.map(async (attachment) => {
      return (await options.attachments?.claimAttachment?.(attachment, context)) ?? attachment;
    }),
  );
}

/** Whether a stored item is the message that this input would make. */
export function isSameMessage(item: ThreadItem, input: UserMessageInput): item is UserMessageItem {
  return (
    item.type === 'user_message' &&
    isEqual(item.content, input.content) &&
    isEqual(item.quoted_text, input.quoted_text) &&
    isEqual(item.inference_options, input.inference_options) &&
    isEqual(
      item.attachments.map((attachment) => attachment.id),
      input.attachments,
    )
  );
}
