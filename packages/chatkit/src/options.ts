import type { StreamOptions, ThreadStreamEvent } from './protocol/event.ts';
import type { ThreadItem, UserMessageItem, WidgetItem } from './protocol/item.ts';
import type { Operation } from './protocol/request.ts';
import type { ThreadMetadata } from './protocol/thread.ts';
import type { RunRequest } from './runs/requests.ts';
import type { RunLog } from './runs/run-log.ts';
import type { AttachmentStore, Store } from './store.ts';

/** What an id is for; it decides the prefix. */
export type IdKind =
  | 'thread'
  | 'message'
  | 'tool_call'
  | 'workflow'
  | 'task'
  | 'attachment'
  | 'hidden_context';

/** What every hook that works on a thread is given. */
export interface TurnInput<Context> {
  /** May be changed: changes are saved and sent as `thread.updated` after the next event. */
  thread: ThreadMetadata;
  context: Context;
  /** Aborted when the client has gone; whatever is emitted later is dropped. */
  signal: AbortSignal;
  store: Store<Context>;
  /** A new id, later in sort order than any before it. */
  generateId(kind: IdKind): string;
  /** The time, later than any item of the thread and never the same twice. */
  now(): Date;
}

/** Input of the responder. */
export interface RespondInput<Context> extends TurnInput<Context> {
  /** The message to answer; `null` when a client tool or structured input was answered. */
  item: UserMessageItem | null;
}

/** An action as a client sends it; `payload` is not to be trusted. */
export interface Action {
  type: string;
  payload?: unknown;
}

/** Input of the action hooks. */
export interface ActionInput<Context> extends TurnInput<Context> {
  action: Action;
  /** The widget the action came from, if it came from one. */
  sender: WidgetItem | null;
}

/** Input of the feedback hook. */
export interface FeedbackInput<Context> {
  threadId: string;
  itemIds: string[];
  kind: 'positive' | 'negative';
  context: Context;
}

/** Input of the transcription hook. */
export interface TranscribeInput<Context> {
  audio: Uint8Array;
  /** As the client sent it, such as `audio/webm;codecs=opus`. */
  mimeType: string;
  /** Without parameters, such as `audio/webm`. */
  mediaType: string;
  context: Context;
  signal: AbortSignal;
}

/** What an error report says; it never holds text that a person or model wrote. */
export interface ErrorInfo {
  operation: Operation | RunRequest['type'] | 'unknown';
  threadId?: string;
}

/** Upper bounds of what a client may send. */
export interface ChatKitLimits {
  /** Characters in all parts and the quotation of one message. @default 32_000 */
  messageCharacters: number;
  /** Parts of one message. @default 100 */
  messageParts: number;
  /** Attachments of one message. @default 10 */
  attachments: number;
  /** Characters of a thread's title. @default 200 */
  titleCharacters: number;
  /** Items of one page; a larger `limit` is read as this. @default 500 */
  itemsPage: number;
  /** Threads of one page; a larger `limit` is read as this. @default 9_999 */
  threadsPage: number;
}

/** Answers that outlive their connection. */
export interface RunsOptions<Context> {
  /** Where the events of running answers are kept. */
  log: RunLog;
  /** Who owns what this context starts; only they can come back to it. */
  owner(context: Context): string;
  /** Milliseconds after which a running answer is ended, whoever looks on. @default 900_000 */
  longestMs?: number;
  /**
   * Milliseconds without a sign of life after which the process that wrote an answer counts as
   * dead, and whoever comes back ends its run. @default 30_000
   */
  leaseMs?: number;
}

/** Options of `createChatKitServer`. */
export interface ChatKitServerOptions<Context> {
  store: Store<Context>;
  /** Answers a message. */
  respond(input: RespondInput<Context>): AsyncIterable<ThreadStreamEvent>;
  /** Answers an action of a widget or of the page. Without it actions are `not_supported`. */
  action?(input: ActionInput<Context>): AsyncIterable<ThreadStreamEvent>;
  /** Answers an action at once with the item as it is now; it is not saved for you. */
  syncAction?(input: ActionInput<Context>): Promise<ThreadItem | null | undefined>;
  /** Takes a thumb up or down. Without it feedback is accepted and dropped. */
  feedback?(input: FeedbackInput<Context>): Promise<void> | void;
  /** Turns speech into text. */
  transcribe?(input: TranscribeInput<Context>): Promise<string>;
  attachments?: AttachmentStore<Context>;
  /** @default allow_cancel: true */
  streamOptions?(input: { thread: ThreadMetadata; context: Context }): StreamOptions;
  generateId?(kind: IdKind, context: Context): string;
  now?(): Date;
  /** Milliseconds between comments that keep a silent stream open. @default 0, none */
  heartbeatMs?: number;
  /**
   * Milliseconds for which a client may leave what was sent unread before it counts as gone; 0: it
   * may for ever. @default 60_000
   */
  stallMs?: number;
  /** Lets clients that ask for it come back to a running answer. Without it there are no runs. */
  runs?: RunsOptions<Context>;
  /** Largest request body in bytes; a larger one is answered 413. @default 1_048_576 */
  maxBodyBytes?: number;
  limits?: Partial<ChatKitLimits>;
  /** What a second request on a busy thread does. @default 'wait' */
  concurrentTurns?: 'wait' | 'reject';
  /** How long a request waits for its turn, in milliseconds, before 409. @default 60_000 */
  turnWaitMs?: number;
  /**
   * How long, in milliseconds, an unanswered message counts as the same one when it is sent again;
   * 0: never. @default 60_000
   */
  retryWindowMs?: number;
  /** Told of every unexpected failure. Must not throw. */
  onError?(error: unknown, info: ErrorInfo): void;
}

/** Options of `ChatKitServer.close`. */
export interface CloseOptions {
  /** Milliseconds for running turns to end by themselves. @default 0 */
  graceMs?: number;
}

/** A ChatKit server. */
export interface ChatKitServer<Context> {
  /**
   * Answers one request on behalf of `context`. Never rejects: failures before the stream are
   * JSON with a 4xx or 5xx status, later ones an `error` event.
   */
  handle(request: Request, context: Context): Promise<Response>;
  /** Resolves once no turn is running and everything cancelled has been stored. */
  idle(): Promise<void>;
  /**
   * Begins no new turn (503), gives those that run `graceMs` to end by themselves, ends the others
   * with an `error` event as if their clients had left, and waits as `idle` does.
   */
  close(options?: CloseOptions): Promise<void>;
}
