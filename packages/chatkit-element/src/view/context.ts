import type { ChatKitOptions } from '@openai/chatkit';
import type { Chat } from '../core/chat.ts';
import type { ChatEvents } from '../core/state.ts';
import type { Observable } from '../core/observable.ts';
import type { UploadTarget } from '../core/upload.ts';
import type { MarkdownContext } from './markdown.ts';
import type { Strings } from './strings.ts';
import type { UrlPolicy } from './urls.ts';

/** What the view alone knows: what is open, what is being edited. */
export interface UiState {
  /** The open menu of the composer. */
  menu: 'tools' | 'models' | null;
  /** The thread whose title is being edited, or whose deletion is being confirmed. */
  editing: { threadId: string; mode: 'rename' | 'remove' } | null;
  /** Blocks somebody opened or closed, by key: workflows, long lists. */
  toggled: Readonly<Record<string, boolean>>;
  /** What the suggestion popup shows. */
  suggest: Suggestions | null;
  /** Whether the newest message is out of sight. */
  awayFromEnd: boolean;
  /** A short message beside the composer, about a file for example. */
  hint: string | null;
  /** The microphone, while it listens. */
  recorder: MediaRecorder | null;
  dragging: boolean;
}

/** One choice of the popup. */
export interface Suggestion {
  id: string;
  label: string;
  description?: string;
  icon?: string;
  group?: string;
  choose(): void;
}

/** The popup above the composer. */
export interface Suggestions {
  items: readonly Suggestion[];
  active: number;
  /** Names the search these came from. */
  search: symbol;
  searching: boolean;
}

/** Everything a component may need. Rebuilt when the options or the thread's domains change. */
export interface ViewContext {
  chat: Chat;
  options: ChatKitOptions;
  ui: Observable<UiState>;
  strings: Strings;
  /** The language of what is said here: that of the options, or else of the page. */
  lang: string | undefined;
  urls: UrlPolicy;
  markdown: MarkdownContext;
  emit<K extends keyof ChatEvents>(name: K, detail: ChatEvents[K]): void;
  /** Runs what may fail; a failure is reported as `chatkit.error`, never thrown. */
  run(task: () => unknown): void;
  /** Tells screen readers. */
  announce(text: string): void;
  copy(text: string, button: HTMLElement): void;
  /** Where files go, with the client of this moment. */
  uploadTarget(): UploadTarget;
  /** Draws, then moves the focus to the first of these that exists. */
  focus(...selectors: string[]): void;
  /** The first element of the shadow tree that matches. */
  find<T extends HTMLElement>(selector: string): T | null;
}

/** A view in which nothing is open. */
export const quietUi: UiState = {
  menu: null,
  editing: null,
  toggled: {},
  suggest: null,
  awayFromEnd: false,
  hint: null,
  recorder: null,
  dragging: false,
};
