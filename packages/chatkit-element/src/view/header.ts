import type { ViewContext } from './context.ts';
import { h } from './h.ts';
import type { VNode } from './h.ts';
import { icon } from './icon.ts';

/** The bar on top: history, title, the host's own buttons, new chat. Null when it is off. */
export function header(context: ViewContext): VNode | null {
  const { chat, options, strings } = context;
  const { enabled, title, leftAction, rightAction } = options.header ?? {};
  if (enabled === false) return null;
  const { conversation, threadId, history } = chat.state.get();
  const hasHistory = options.history?.enabled !== false;
  const label = title?.text ?? conversation.thread?.title ?? '';
  return h(
    'header',
    { key: 'header', class: 'header', part: 'header' },
    hasHistory &&
      button('history', strings.history, () => context.run(() => chat.history.open()), {
        key: 'history',
        id: 'history-button',
        'aria-expanded': String(history.open),
      }),
    leftAction !== undefined &&
      button(leftAction.icon, leftAction.icon, () => context.run(() => leftAction.onClick()), {
        key: 'left',
      }),
    h(
      // A heading without words would be announced as one.
      title?.enabled === false || label === '' ? 'div' : 'h2',
      { key: 'title', class: 'title', part: 'header-title', dir: 'auto', lang: context.lang },
      title?.enabled === false ? '' : label,
    ),
    rightAction !== undefined &&
      button(rightAction.icon, rightAction.icon, () => context.run(() => rightAction.onClick()), {
        key: 'right',
      }),
    threadId !== null &&
      button('compose', strings.newChat, () => newChat(context), { key: 'new', id: 'new-button' }),
  );
}

/** Leaves the conversation for an empty one, ready to write in. */
export function newChat(context: ViewContext): void {
  context.chat.history.close();
  context.run(() => context.chat.open(null));
  context.focus('textarea');
}

function button(
  name: string,
  label: string,
  onclick: () => void,
  props: Record<string, string>,
): VNode {
  return h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick, ...props },
    icon(name),
  );
}
