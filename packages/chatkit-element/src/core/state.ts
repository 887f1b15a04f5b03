import type { Client } from './client.ts';
import type { Conversation } from './conversation.ts';
import type { ChatError } from './errors.ts';
import type { Action, Attachment, Thread, UserContent, WidgetItem } from './wire.ts';

/** The payload of each DOM event, by the name after `chatkit.` (types 1.9.0). */
export interface ChatEvents {
  ready: undefined;
  error: { error: Error };
  effect: { name: string; data?: Record<string, unknown> };
  deeplink: { name: string; data?: Record<string, unknown> };
  'response.start': undefined;
  'response.end': undefined;
  'history.open': undefined;
  'history.close': undefined;
  'thread.change': { threadId: string | null };
  'thread.load.start': { threadId: string };
  'thread.load.end': { threadId: string };
  'tool.change': { toolId: string | null };
  log: { name: string; data?: Record<string, unknown> };
}

/** What the core needs from whoever embeds it. Every member is read again on each use. */
export interface ChatHost {
  client(): Client;
  emit<K extends keyof ChatEvents>(name: K, detail: ChatEvents[K]): void;
  /** Runs a tool in the page. Absent: the page has none. */
  onClientTool?: ((call: { name: string; params: Record<string, unknown> }) => unknown) | undefined;
  /** Runs a widget action in the page. Absent: the page handles none. */
  onWidgetAction?:
    | ((action: Action, item: Pick<WidgetItem, 'id' | 'widget'>) => unknown)
    | undefined;
}

/** A message as the composer, a prompt or the host hands it over. */
export interface Draft {
  content: UserContent[];
  attachments: Attachment[];
  quotedText: string | null;
  toolId: string | null;
  modelId: string | null;
}

/** A streaming request which can be made again. */
export interface TurnRequest {
  type: string;
  params: Record<string, unknown>;
  /** The message this request carries, if it carries one. */
  draft?: Draft;
}

/** Why the last turn ended badly, and what would be done about it. */
export interface Failure {
  error: ChatError;
  /** Null: trying again is pointless or not allowed. */
  retry: TurnRequest | null;
}

/** The thread list. */
export interface HistoryState {
  open: boolean;
  /** Null until the first page has arrived. */
  threads: readonly Thread[] | null;
  cursor: string | null;
  loading: boolean;
  error: ChatError | null;
}

/** Everything the view draws, apart from the composer. */
export interface ChatState {
  threadId: string | null;
  conversation: Conversation;
  loading: boolean;
  loadError: ChatError | null;
  /** Cursor of the next older page; null when the first item is loaded. */
  olderCursor: string | null;
  olderLoading: boolean;
  olderFailed: boolean;
  responding: boolean;
  /** Attempts made so far while the server does not answer; 0 when all is well. */
  retrying: number;
  failure: Failure | null;
  /** The widget action under way: which item, which control in it, how it shows. */
  acting: { itemId: string; control: string; behavior: 'none' | 'self' | 'container' } | null;
  feedback: Readonly<Record<string, 'positive' | 'negative'>>;
  /** Key of the first message sent since the thread was opened; its turns fill the viewport. */
  liveFrom: string | null;
  history: HistoryState;
}
