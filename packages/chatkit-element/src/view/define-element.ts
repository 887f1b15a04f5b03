import { ChatKitElement } from './element.ts';

const TAG = 'openai-chatkit';

/**
 * Registers `<openai-chatkit>`. Elements already in the page come to life. Does nothing where
 * there is no DOM, and leaves an element that something else registered alone.
 */
export function defineOpenAIChatKit(): void {
  if (typeof customElements === 'undefined' || customElements.get(TAG) !== undefined) return;
  customElements.define(TAG, ChatKitElement);
}
