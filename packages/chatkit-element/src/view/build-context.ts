import type { ChatKitOptions } from '@openai/chatkit';
import type { Chat } from '../core/chat.ts';
import type { Client } from '../core/client.ts';
import type { Observable } from '../core/observable.ts';
import type { ChatEvents } from '../core/state.ts';
import type { Api } from './api.ts';
import type { UiState, ViewContext } from './context.ts';
import { strings } from './strings.ts';
import { createUrlPolicy } from './urls.ts';

/** What a context is made of. */
export interface ContextParts {
  chat: Chat;
  ui: Observable<UiState>;
  emit<K extends keyof ChatEvents>(name: K, detail: ChatEvents[K]): void;
  run(task: () => unknown): void;
  announce(text: string): void;
  find<T extends HTMLElement>(selector: string): T | null;
  flush(): void;
  options(): ChatKitOptions | null;
  client(): Client;
  /** The server of the options; null when they name none. */
  api(): Api | null;
}

/** How long a copy button says that it copied. */
const COPIED_MS = 1500;

/**
 * Returns the way to the context. The object stays the same until the options or the thread's
 * image domains change, so that drawn items can compare it.
 */
export function buildContext(parts: ContextParts): () => ViewContext {
  let context: ViewContext | null = null;
  let madeFrom: readonly unknown[] = [];
  return () => {
    const options = parts.options() ?? ({} as ChatKitOptions);
    const domains = parts.chat.state.get().conversation.thread?.allowed_image_domains ?? [];
    const from = [options, domains.join()];
    if (context !== null && from.every((value, at) => value === madeFrom[at])) return context;
    madeFrom = from;
    context = make(options, domains, parts);
    return context;
  };
}

function make(
  options: ChatKitOptions,
  domains: readonly string[],
  parts: ContextParts,
): ViewContext {
  const api = parts.api();
  const lang = options.locale ?? (document.documentElement.lang || undefined);
  const urls = createUrlPolicy(api?.url ?? document.baseURI, document.baseURI, domains);
  return {
    chat: parts.chat,
    ui: parts.ui,
    options,
    strings,
    lang,
    urls,
    emit: parts.emit,
    run: parts.run,
    announce: parts.announce,
    find: parts.find,
    focus(...selectors) {
      // What the focus goes to may be inert, or not there, until the change is drawn.
      parts.flush();
      const target = selectors
        .map((selector) => parts.find(selector))
        .find((found) => found !== null);
      target?.focus();
    },
    copy,
    markdown: {
      urls,
      strings,
      lang,
      onCopy: copy,
      onDeepLink: (name, data) => parts.emit('deeplink', { name, data }),
    },
    uploadTarget() {
      const strategy = (options.api as { uploadStrategy?: { type: 'two_phase' } }).uploadStrategy;
      return {
        client: parts.client(),
        apiUrl: api?.url ?? document.baseURI,
        fetch: (input, init) => (api === null ? fetch(input, init) : api.fetch(input, init)),
        strategy: strategy ?? { type: 'two_phase' },
      };
    },
  };

  function copy(text: string, button: HTMLElement): void {
    parts.run(async () => {
      await navigator.clipboard.writeText(text);
      button.classList.add('did');
      parts.announce(strings.copied);
      setTimeout(() => button.classList.remove('did'), COPIED_MS);
    });
  }
}
