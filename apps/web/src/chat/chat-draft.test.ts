import { expect, it } from 'vitest';
import { clearChatDraft, keepChatDraft, readChatDraft } from './chat-draft.ts';

it('keeps the unsent message until it is forgotten', () => {
  keepChatDraft({ composerText: 'half a thought' });
  expect(readChatDraft()).toBe('half a thought');
  clearChatDraft();
  expect(readChatDraft()).toBe('');
});

it.each([[null], [{}], [{ composerText: 7 }]])('keeps nothing of %j', (element) => {
  keepChatDraft({ composerText: 'former' });
  keepChatDraft(element);
  expect(readChatDraft()).toBe('');
});
