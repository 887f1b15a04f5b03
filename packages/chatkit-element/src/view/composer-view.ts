import { MESSAGE_LIMIT, canSend } from '../core/composer.ts';
import type { ViewContext } from './context.ts';
import { composerTools, modelOf, toolOf } from './composer-tools.ts';
import { h } from './h.ts';
import type { VNode } from './h.ts';
import { icon } from './icon.ts';
import { refreshSuggestions, suggestionKey, suggestionList } from './suggest.ts';
import { fileProps, uploadList } from './upload-list.ts';

/** From this many characters left on, the count is shown. */
const COUNT_FROM = 500;

/** Where messages are written; in a closed thread the line that says so. */
export function composerView(context: ViewContext): VNode {
  const { chat, strings, ui } = context;
  const { conversation } = chat.state.get();
  const status = conversation.thread?.status;
  if (status?.type === 'closed') {
    return h(
      'div',
      { key: 'closed', class: 'closed', part: 'closed', role: 'note' },
      icon('info'),
      h('span', null, status.reason || strings.closed),
    );
  }
  const isLocked = status?.type === 'locked';
  const composer = chat.composer.get();
  const { dragging, suggest, hint } = ui.get();
  const send = (event: Event): void => {
    event.preventDefault();
    submit(context);
  };
  return h(
    'form',
    {
      key: 'composer',
      class: ['composer', dragging && 'dragging', isLocked && 'locked'],
      part: 'composer',
      onsubmit: send,
      ...fileProps(context),
    },
    suggest !== null && suggestionList(suggest, context),
    composer.quotedText !== null && quoteLine(composer.quotedText, context),
    composer.uploads.length > 0 && uploadList(composer.uploads, context),
    h(
      'div',
      { key: 'row', class: 'composer-row' },
      textarea(isLocked, context),
      composerTools(context),
      primary(context),
    ),
    counter(composer.text.length, context),
    hint !== null && h('p', { key: 'hint', class: 'hint', role: 'alert' }, hint),
  );
}

/** Sends what is written; a tool stays chosen when it is persistent. */
export function submit(context: ViewContext): void {
  const { chat, ui } = context;
  const before = chat.composer.get().toolId;
  const tool = toolOf(before, context);
  const keep = tool?.persistent === true ? tool.id : null;
  const { responding, loading } = chat.state.get();
  if (responding || loading || !canSend(chat.composer.get())) return;
  // The model that is shown is the one that answers, chosen or not.
  chat.composer.set({ modelId: modelOf(context)?.id ?? null });
  ui.set({ suggest: null, menu: null, hint: null });
  context.run(() => chat.sendComposer(keep));
  if (before !== keep) context.emit('tool.change', { toolId: keep });
}

function textarea(isLocked: boolean, context: ViewContext): VNode {
  const { chat, options, strings, ui } = context;
  const { thread } = chat.state.get().conversation;
  const tool = toolOf(chat.composer.get().toolId, context);
  const placeholder =
    (isLocked ? thread?.status?.reason || strings.locked : tool?.placeholderOverride) ??
    options.composer?.placeholder ??
    strings.placeholder;
  const suggest = ui.get().suggest;
  return h('textarea', {
    key: 'text',
    class: 'input',
    part: 'composer-input',
    rows: 1,
    dir: 'auto',
    lang: context.lang,
    placeholder,
    disabled: isLocked,
    'aria-label': placeholder,
    'aria-describedby': 'count',
    'aria-autocomplete': 'list',
    'aria-controls': suggest === null ? undefined : 'suggestions',
    'aria-activedescendant':
      suggest === null || suggest.items.length === 0 ? undefined : `suggestion-${suggest.active}`,
    enterkeyhint: 'send',
    oninput: (event: Event) => {
      const field = event.currentTarget as HTMLTextAreaElement;
      chat.composer.set({ text: field.value });
      if (ui.get().hint !== null) ui.set({ hint: null });
      refreshSuggestions(field, context);
    },
    onkeydown: (event: KeyboardEvent) => {
      // 229: some input methods report the Enter that ends a composition as a plain key.
      if (event.isComposing || event.keyCode === 229) return;
      if (suggestionKey(event, context)) return;
      if (event.key !== 'Enter' || event.shiftKey) return;
      event.preventDefault();
      submit(context);
    },
  });
}

/** Send, or stop while a response runs and may be stopped. The same place, so nothing jumps. */
function primary(context: ViewContext): VNode {
  const { chat, strings } = context;
  const { responding, conversation, loading } = chat.state.get();
  const isStop = responding && conversation.allowCancel;
  if (isStop) {
    const stop = (): void => {
      chat.stop();
      context.focus('textarea');
    };
    return h(
      'button',
      {
        key: 'stop',
        type: 'button',
        class: 'primary',
        part: 'stop-button',
        'aria-label': strings.stop,
        title: strings.stop,
        onclick: stop,
      },
      icon('square'),
    );
  }
  const isReady = !responding && !loading && canSend(chat.composer.get());
  return h(
    'button',
    {
      key: 'send',
      type: 'submit',
      class: 'primary',
      part: 'send-button',
      'aria-label': strings.send,
      title: strings.send,
      disabled: !isReady,
    },
    icon('arrow'),
  );
}

function counter(count: number, context: ViewContext): VNode | null {
  const isTooLong = count > MESSAGE_LIMIT;
  const { strings } = context;
  const label = isTooLong
    ? strings.tooLong(count, MESSAGE_LIMIT)
    : strings.count(count, MESSAGE_LIMIT);
  return h(
    'p',
    {
      key: 'count',
      id: 'count',
      class: ['count', isTooLong && 'over'],
      role: isTooLong ? 'alert' : undefined,
      hidden: count < MESSAGE_LIMIT - COUNT_FROM,
    },
    count < MESSAGE_LIMIT - COUNT_FROM ? '' : label,
  );
}

function quoteLine(quoted: string, context: ViewContext): VNode {
  const { strings, chat } = context;
  return h(
    'div',
    { key: 'quote', class: 'composer-quote', 'aria-label': strings.quote },
    h('span', { dir: 'auto' }, quoted),
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button small',
        'aria-label': strings.removeQuote,
        onclick: () => chat.composer.set({ quotedText: null }),
      },
      icon('close'),
    ),
  );
}

/** Brings the text field in line with the state, and its height in line with its text. */
export function syncTextarea(field: HTMLTextAreaElement, text: string): void {
  const changed = field.value !== text;
  if (changed) field.value = text;
  if (!changed && field.dataset['sized'] === text) return;
  field.dataset['sized'] = text;
  field.style.setProperty('height', 'auto');
  field.style.setProperty('height', `${field.scrollHeight}px`);
}
