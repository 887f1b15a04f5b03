import type { ChatKitServer, ChatKitServerOptions } from './options.ts';

export function createChatKitServer<Context>(
  options: ChatKitServerOptions<Context>,
): ChatKitServer<Context> {
  throw new RangeError(`not ready: ${typeof options}`);
}
