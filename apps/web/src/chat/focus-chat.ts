import type { OpenAIChatKit } from '@openai/chatkit';

/** Brings the focus into the chat. False when the page does not show it. */
export function focusChat(): boolean {
  const element = document.querySelector<OpenAIChatKit>('openai-chatkit');
  if (element === null || !element.checkVisibility()) return false;
  void element.focusComposer();
  return true;
}
