import type { ChatKitOptions, OpenAIChatKit } from '@openai/chatkit';
import { createChat } from '../core/chat.ts';
import { createClient } from '../core/client.ts';
import type { Client } from '../core/client.ts';
import { textOf } from '../core/composer.ts';
import { ChatError, isAbort, toChatError } from '../core/errors.ts';
import { createObservable } from '../core/observable.ts';
import type { ChatEvents, ChatHost } from '../core/state.ts';
import type { Action } from '../core/wire.ts';
import { apiOf } from './api.ts';
import type { Api } from './api.ts';
import { createApp } from './app.ts';
import type { App } from './app.ts';
import { createLiveRegion } from './live-region.ts';
import type { LiveRegion } from './live-region.ts';
import { selectTool } from './composer-tools.ts';
import { quietUi } from './context.ts';
import type { UiState } from './context.ts';
import { buildContext } from './build-context.ts';
import { discardRecording } from './dictation.ts';
import { closeHistory } from './history-panel.ts';
import { contentOf } from './start-screen.ts';
import { styleSheet } from './styles/index.ts';
import { applyTheme } from './theme.ts';
import { addFiles } from './uploads.ts';

type Emit = <K extends keyof ChatEvents>(name: K, detail: ChatEvents[K]) => void;
type Params<K extends 'sendUserMessage' | 'setComposerValue'> = Parameters<OpenAIChatKit[K]>[0];

/**
 * React adds its listeners in a task after the layout effect that brings the options, and one
 * timer of zero can still come before it.
 */
const READY_MS = 50;

/** The element's behaviour, without being an element. */
export interface Controller {
  connect(): void;
  disconnect(): void;
  setOptions(options: ChatKitOptions): void;
  focusComposer(): void;
  composerText(): string;
  setThreadId(threadId: string | null): Promise<void>;
  sendUserMessage(params: Params<'sendUserMessage'>): Promise<void>;
  setComposerValue(params: Params<'setComposerValue'>): Promise<void>;
  sendCustomAction(action: Action, itemId: string | undefined): Promise<void>;
  showHistory(): Promise<void>;
  hideHistory(): void;
  fetchUpdates(): Promise<void>;
}

/** Ties chat, view and options of one element together. */
export function createController(element: HTMLElement, dispatch: Emit): Controller {
  let options: ChatKitOptions | null = null;
  let client: Client | null = null;
  let api: Api | null = null;
  let app: App | null = null;
  let root: HTMLElement | null = null;
  let live: LiveRegion | null = null;
  let isStarted = false;
  let isSuspended = false;
  /** Events nobody could have heard yet; null once the element is ready. */
  let early: (() => void)[] | null = [];

  const host: ChatHost = {
    client: () => client ?? refuse(),
    emit,
    get onClientTool() {
      return options?.onClientTool;
    },
    get onWidgetAction() {
      const onAction = options?.widgets?.onAction;
      return onAction as ChatHost['onWidgetAction'];
    },
  };
  const chat = createChat(host);
  const ui = createObservable<UiState>(quietUi);
  const context = buildContext({
    chat,
    ui,
    emit,
    run,
    find,
    announce: (text) => live?.say(text),
    flush: () => app?.flush(),
    options: () => options,
    client: host.client,
    api: () => api,
  });
  chat.state.subscribe(schedule);
  chat.composer.subscribe(schedule);
  ui.subscribe(schedule);

  return {
    connect() {
      if (options === null) return;
      // Before drawing, which would take the forgotten place for the real one.
      app?.restore();
      start();
      if (!isSuspended) return;
      isSuspended = false;
      run(() => chat.resume());
    },
    disconnect() {
      // Moving an element disconnects it for a moment; only one that stays away is done.
      setTimeout(() => {
        if (element.isConnected) return;
        isSuspended = true;
        chat.suspend();
        discardRecording(ui);
      }, 0);
    },
    setOptions(next) {
      options = next ?? ({} as ChatKitOptions);
      api = apiOf(options, document.baseURI);
      client = clientOf(options);
      if (element.isConnected) start();
    },
    composerText: () => chat.composer.get().text,
    focusComposer: () => context().focus('textarea'),
    async setThreadId(threadId) {
      if (chat.state.get().responding) throw new ChatError('busy', 'A response is still running.');
      await chat.open(threadId);
    },
    async sendUserMessage({ text, content, reply, attachments, newThread, toolChoice, model }) {
      const draft = {
        content: contentOf(content ?? text ?? ''),
        attachments: attachments ?? [],
        quotedText: reply ?? null,
        toolId: toolChoice?.id ?? null,
        modelId: model ?? null,
      };
      await chat.send(draft, newThread === true ? { newThread } : {});
    },
    async setComposerValue(params) {
      const { text, content, reply, attachments, files, selectedToolId, selectedModelId } = params;
      if (text !== undefined || content !== undefined) {
        chat.composer.set(textOf(contentOf(content ?? text ?? '')));
      }
      if (reply !== undefined) chat.composer.set({ quotedText: reply });
      if (selectedModelId !== undefined) chat.composer.set({ modelId: selectedModelId });
      if (selectedToolId !== undefined) selectTool(selectedToolId, 'method', context());
      if (attachments !== undefined) {
        const uploads = attachments.map((attachment) => ({
          key: attachment.id,
          name: attachment.name,
          size: 0,
          mimeType: attachment.mime_type,
          previewUrl:
            attachment.type === 'image' ? context().urls.image(attachment.preview_url) : null,
          status: 'done' as const,
          attachment,
          reason: null,
        }));
        chat.composer.set({ uploads });
      }
      if (files !== undefined) addFiles(files, context());
      app?.flush();
    },
    sendCustomAction: (action, itemId) => chat.actions.send(action, itemId),
    async showHistory() {
      await chat.history.open();
    },
    hideHistory() {
      if (chat.state.get().history.open) closeHistory(context());
    },
    async fetchUpdates() {
      const { responding, loading } = chat.state.get();
      if (responding || loading) throw new ChatError('busy', 'The thread is in use.');
      await chat.threads.refresh();
    },
  };

  /** Draws for the first time or again. The first time opens the initial thread. */
  function start(): void {
    root ??= createRoot();
    applyTheme(root, options?.theme);
    // Of the element's own texts; what is said carries a language of its own.
    root.setAttribute('lang', 'en');
    root.setAttribute('aria-label', options?.frameTitle ?? context().strings.chat);
    app ??= createApp(root, context);
    app.flush();
    if (isStarted) return;
    isStarted = true;
    const first = options?.initialThread ?? null;
    if (first !== null) run(() => chat.open(first));
    setTimeout(() => {
      const waiting = early ?? [];
      early = null;
      dispatch('ready', undefined);
      dispatch('log', { name: 'app.init' });
      for (const send of waiting) send();
    }, READY_MS);
  }

  function emit<K extends keyof ChatEvents>(name: K, detail: ChatEvents[K]): void {
    if (early === null) dispatch(name, detail);
    else early.push(() => dispatch(name, detail));
  }

  function createRoot(): HTMLElement {
    const shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [styleSheet()];
    const made = document.createElement('div');
    made.className = 'root';
    made.setAttribute('part', 'root');
    made.setAttribute('role', 'region');
    live = createLiveRegion();
    shadow.append(made, live.element);
    return made;
  }

  function clientOf(next: ChatKitOptions): Client | null {
    if (api === null) {
      emit('error', { error: new ChatError('integration', 'The option api.url is missing.') });
      return null;
    }
    return createClient({
      url: api.url,
      fetch: api.fetch,
      locale: next.locale ?? navigator.language,
    });
  }

  function run(task: () => unknown): void {
    Promise.resolve()
      .then(task)
      .catch((error: unknown) => {
        if (!isAbort(error)) emit('error', { error: toChatError(error, 'integration') });
      });
  }

  function schedule(): void {
    app?.schedule();
  }

  function find<T extends HTMLElement>(selector: string): T | null {
    return root?.querySelector<T>(selector) ?? null;
  }
}

function refuse(): never {
  throw new ChatError('integration', 'The option api.url is missing.');
}
