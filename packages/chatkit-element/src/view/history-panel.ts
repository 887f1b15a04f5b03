import type { Thread } from '../core/wire.ts';
import type { ViewContext } from './context.ts';
import { sentenceOf } from './failure.ts';
import { h, memo } from './h.ts';
import type { VNode } from './h.ts';
import { newChat } from './header.ts';
import { threadRow } from './history-row.ts';
import { icon } from './icon.ts';

/** The list of chats, over the conversation. */
export function historyPanel(context: ViewContext): VNode | null {
  const { chat, strings, ui } = context;
  const { history, threadId } = chat.state.get();
  if (!history.open) return null;
  const close = (): void => closeHistory(context);
  const near = (event: Event): void => {
    const list = event.currentTarget as HTMLElement;
    const rest = list.scrollHeight - list.scrollTop - list.clientHeight;
    if (rest < 200) context.run(() => chat.history.loadMore());
  };
  return h(
    'div',
    { key: 'history', class: 'history-layer' },
    h('div', { class: 'scrim', onclick: close }),
    h(
      'section',
      {
        class: 'history',
        part: 'history',
        role: 'dialog',
        'aria-label': strings.history,
        tabindex: '-1',
        ref: (element) => element.focus(),
        onkeydown: (event: KeyboardEvent) => {
          if (event.key !== 'Escape' || ui.get().editing !== null) return;
          event.stopPropagation();
          close();
        },
      },
      h(
        'header',
        { class: 'history-head' },
        iconButton('close', strings.back, close),
        h('h2', { class: 'title' }, strings.history),
        iconButton('compose', strings.newChat, () => newChat(context)),
      ),
      history.error !== null &&
        h(
          'div',
          { key: 'error', class: 'failure', role: 'alert' },
          icon('warning'),
          h(
            'span',
            { class: 'failure-text' },
            history.error.code === 'unreachable'
              ? strings.errors.history
              : sentenceOf(history.error, context),
          ),
          h(
            'button',
            {
              type: 'button',
              class: 'button soft control-sm',
              onclick: () => context.run(() => chat.history.open()),
            },
            strings.tryAgain,
          ),
        ),
      h(
        'div',
        { key: 'list', class: 'threads', onscroll: near },
        history.threads === null && history.loading && skeletonRows(),
        history.threads?.length === 0 && h('p', { class: 'empty' }, strings.noThreads),
        history.threads !== null &&
          groups(history.threads, context).map(([name, threads]) =>
            h(
              'section',
              { key: name, 'aria-label': name },
              h('h3', { class: 'group' }, name),
              h(
                'ul',
                null,
                threads.map((thread) =>
                  memo(
                    thread.id,
                    [thread, context, threadId === thread.id, editingOf(thread, context)],
                    () => threadRow(thread, threadId === thread.id, context),
                  ),
                ),
              ),
            ),
          ),
      ),
    ),
  );
}

/** Closes the list and gives the focus back to what opened it. */
export function closeHistory(context: ViewContext): void {
  context.ui.set({ editing: null });
  context.chat.history.close();
  context.focus('#history-button', 'textarea');
}

function editingOf(thread: Thread, context: ViewContext): string | null {
  const { editing } = context.ui.get();
  return editing?.threadId === thread.id ? editing.mode : null;
}

/** Threads by age, newest first, in the order they came. */
function groups(threads: readonly Thread[], context: ViewContext): [string, Thread[]][] {
  const { today, yesterday, lastWeek, earlier } = context.strings;
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  const byName = new Map<string, Thread[]>();
  for (const thread of threads) {
    const days = Math.ceil(
      (midnight.getTime() - new Date(thread.created_at).getTime()) / 86_400_000,
    );
    const name = days <= 0 ? today : days === 1 ? yesterday : days <= 7 ? lastWeek : earlier;
    const group = byName.get(name);
    if (group === undefined) byName.set(name, [thread]);
    else group.push(thread);
  }
  return [...byName];
}

function skeletonRows(): VNode {
  const widths = ['70%', '52%', '64%', '40%', '58%'];
  return h(
    'ul',
    { key: 'skeleton', 'aria-hidden': 'true' },
    widths.map((width) => h('li', { class: 'skeleton line', style: { width } })),
  );
}

function iconButton(name: string, label: string, onclick: () => void): VNode {
  return h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick },
    icon(name),
  );
}
