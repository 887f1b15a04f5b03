import type { ChatError } from '../core/errors.ts';
import type { ViewContext } from './context.ts';
import { h } from './h.ts';
import type { VNode } from './h.ts';
import { icon } from './icon.ts';

/** What went wrong with the last turn and what can be done, above the composer. */
export function failureBanner(context: ViewContext): VNode | null {
  const { chat, strings } = context;
  const { failure } = chat.state.get();
  if (failure === null) return null;
  return h(
    'div',
    { key: 'failure', class: 'failure', part: 'error', role: 'alert' },
    icon('warning'),
    h('span', { class: 'failure-text', dir: 'auto' }, sentenceOf(failure.error, context)),
    failure.retry !== null &&
      h(
        'button',
        {
          key: 'retry',
          type: 'button',
          class: 'button soft control-sm',
          onclick: () => {
            context.run(() => chat.retryFailed());
            context.focus('textarea');
          },
        },
        strings.tryAgain,
      ),
    h(
      'button',
      {
        key: 'dismiss',
        type: 'button',
        class: 'icon-button small',
        'aria-label': strings.dismiss,
        title: strings.dismiss,
        onclick: () => {
          chat.dismissFailure();
          context.focus('textarea');
        },
      },
      icon('close'),
    ),
  );
}

/** An error in words: the server's own where it meant them for people, ours otherwise. */
export function sentenceOf(error: ChatError, context: ViewContext): string {
  const isForPeople =
    error.fromServer &&
    (error.code === 'stream' || error.code === 'rejected' || error.code === 'forbidden');
  return isForPeople ? error.message : context.strings.errors[error.code];
}

/** What stands in place of a thread that could not be loaded. */
export function loadFailure(context: ViewContext): VNode | null {
  const { chat, strings } = context;
  const { loadError, threadId } = chat.state.get();
  if (loadError === null || threadId === null) return null;
  const isGone = loadError.code === 'not_found';
  const text =
    loadError.code === 'unreachable' ? strings.errors.load : sentenceOf(loadError, context);
  return h(
    'div',
    { key: 'load-failure', class: 'empty', role: 'alert' },
    icon('warning'),
    h('p', null, text),
    h(
      'button',
      {
        type: 'button',
        class: 'button soft',
        onclick: () => context.run(() => chat.open(isGone ? null : threadId)),
      },
      isGone ? strings.newChat : strings.tryAgain,
    ),
  );
}
