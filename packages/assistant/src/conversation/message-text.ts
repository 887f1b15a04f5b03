import type { UserMessageItem } from '@parley/chatkit/protocol';

/** The words of a user's message; a tag counts as its text. */
export function messageText(item: UserMessageItem): string {
  return item.content
    .map((part) => part.text)
    .join(' ')
    .trim();
}
