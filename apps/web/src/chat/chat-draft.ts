let kept = '';

/** The message that was being written when the chat left the page. Memory only. */
export function readChatDraft(): string {
  return kept;
}

/** Keeps what is written in a chat that is about to leave; OpenAI's element does not tell it. */
export function keepChatDraft(element: object | null): void {
  const text = element !== null && 'composerText' in element ? element.composerText : '';
  kept = typeof text === 'string' ? text : '';
}

/** Forgets the message; the next person must not find it. */
export function clearChatDraft(): void {
  kept = '';
}
