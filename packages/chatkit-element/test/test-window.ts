import type { ChatKitOptions } from '@openai/chatkit';
import type { UseChatKitReturn } from '@openai/chatkit-react';

/** What the test page puts on its window. */
export interface TestWindow {
  testOptions?: Partial<ChatKitOptions>;
  setTestOptions(options: Partial<ChatKitOptions>): void;
  chat: UseChatKitReturn;
  events: { name: string; detail: unknown }[];
}
