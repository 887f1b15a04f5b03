// The chat without a view. A line here is a promise.
export { createChat } from './chat.ts';
export type { Chat } from './chat.ts';
export { createClient } from './client.ts';
export type { CallOptions, Client, ClientOptions } from './client.ts';
export { MESSAGE_LIMIT, canSend, draftOf } from './composer.ts';
export type { ComposerState, Tag, Upload } from './composer.ts';
export { applyEvent, emptyConversation } from './conversation.ts';
export type { Conversation, Notice } from './conversation.ts';
export { ChatError } from './errors.ts';
export type { ChatErrorCode } from './errors.ts';
export { createSseParser } from './sse.ts';
export type { SseParser } from './sse.ts';
export type { ChatEvents, ChatHost, ChatState, Draft, Failure, HistoryState } from './state.ts';
