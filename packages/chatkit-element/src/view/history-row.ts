import type { Thread } from '../core/wire.ts';
import type { ViewContext } from './context.ts';
import { h } from './h.ts';
import type { VNode } from './h.ts';
import { icon } from './icon.ts';

const TITLE_LIMIT = 200;

/** One chat of the list: a button, or the small form that renames or deletes it. */
export function threadRow(thread: Thread, isCurrent: boolean, context: ViewContext): VNode {
  const { editing } = context.ui.get();
  const mode = editing?.threadId === thread.id ? editing.mode : null;
  const title = thread.title ?? context.strings.untitled;
  return h(
    'li',
    { class: ['thread', isCurrent && 'current', mode !== null && 'editing'] },
    mode === 'rename' && renameForm(thread, context),
    mode === 'remove' && removeForm(thread, context),
    mode === null && openButton(thread, title, isCurrent, context),
    mode === null && rowActions(thread, title, context),
  );
}

function openButton(
  thread: Thread,
  title: string,
  isCurrent: boolean,
  context: ViewContext,
): VNode {
  const { chat } = context;
  const open = (): void => {
    chat.history.close();
    if (!isCurrent) context.run(() => chat.open(thread.id));
    context.focus('textarea');
  };
  return h(
    'button',
    {
      key: 'open',
      type: 'button',
      class: 'thread-open',
      'aria-current': isCurrent ? 'true' : undefined,
      onclick: open,
    },
    h('span', { dir: 'auto', lang: context.lang }, title),
  );
}

function rowActions(thread: Thread, title: string, context: ViewContext): VNode | null {
  const { options, strings, ui } = context;
  const { showDelete, showRename } = options.history ?? {};
  const edit = (mode: 'rename' | 'remove') => () => {
    ui.set({ editing: { threadId: thread.id, mode } });
    context.focus('.thread-form input', '.thread-form button');
  };
  const button = (name: string, label: string, mode: 'rename' | 'remove'): VNode =>
    h(
      'button',
      {
        key: mode,
        type: 'button',
        class: 'icon-button small',
        'aria-label': label,
        title: label,
        onclick: edit(mode),
      },
      icon(name),
    );
  if (showRename === false && showDelete === false) return null;
  return h(
    'div',
    { key: 'actions', class: 'thread-actions' },
    showRename !== false && button('pencil', strings.renameOf(title), 'rename'),
    showDelete !== false && button('trash', strings.removeOf(title), 'remove'),
  );
}

function renameForm(thread: Thread, context: ViewContext): VNode {
  const { chat, strings } = context;
  const save = (event: Event): void => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).querySelector('input');
    const title = input?.value.trim() ?? '';
    if (title === '') return;
    context.run(async () => {
      const done = title === thread.title || (await chat.history.rename(thread.id, title));
      if (done) leave(thread, context);
    });
  };
  return h(
    'form',
    { key: 'rename', class: 'thread-form', onsubmit: save, onkeydown: escape(thread, context) },
    h('input', {
      class: 'control outline',
      value: thread.title ?? '',
      maxlength: TITLE_LIMIT,
      required: true,
      'aria-label': strings.titleLabel,
      ref: (element) => (element as HTMLInputElement).select(),
    }),
    h(
      'button',
      {
        type: 'submit',
        class: 'icon-button small',
        'aria-label': strings.save,
        title: strings.save,
      },
      icon('check'),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button small',
        'aria-label': strings.cancel,
        title: strings.cancel,
        onclick: () => leave(thread, context),
      },
      icon('close'),
    ),
  );
}

function removeForm(thread: Thread, context: ViewContext): VNode {
  const { chat, strings } = context;
  const question = strings.deleteQuestion(thread.title ?? strings.untitled);
  const remove = (): void =>
    context.run(async () => {
      if (!(await chat.history.remove(thread.id))) return;
      context.ui.set({ editing: null });
      context.focus('.history');
    });
  return h(
    'div',
    {
      key: 'remove',
      class: 'thread-form',
      role: 'group',
      'aria-label': question,
      onkeydown: escape(thread, context),
    },
    h('span', null, question),
    h(
      'button',
      {
        type: 'button',
        class: 'button solid tone-danger control-sm',
        onclick: remove,
      },
      strings.remove,
    ),
    h(
      'button',
      { type: 'button', class: 'button soft control-sm', onclick: () => leave(thread, context) },
      strings.cancel,
    ),
  );
}

function escape(thread: Thread, context: ViewContext): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    leave(thread, context);
  };
}

/** Ends editing and returns the focus to the row. */
function leave(thread: Thread, context: ViewContext): void {
  const at =
    context.chat.state.get().history.threads?.findIndex(({ id }) => id === thread.id) ?? -1;
  context.ui.set({ editing: null });
  context.focus('.history');
  const rows = context.find('.threads')?.querySelectorAll<HTMLElement>('.thread');
  rows?.[at]?.querySelector<HTMLElement>('.thread-open')?.focus();
}
