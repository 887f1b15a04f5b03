import type { ViewContext } from './context.ts';
import { loadFailure } from './failure.ts';
import { h } from './h.ts';
import type { VNode } from './h.ts';
import { startScreen } from './start-screen.ts';
import { turnView } from './turn.ts';
import { turnsOf } from './turns.ts';

/** What scrolls: the start screen, or the turns of the thread. */
export function conversationView(context: ViewContext): VNode {
  const state = context.chat.state.get();
  const turns = turnsOf(state.conversation);
  const liveFrom = turns.findIndex(({ key }) => key === state.liveFrom);
  const isStart = state.threadId === null && turns.length === 0 && !state.responding;
  return h(
    'div',
    {
      key: 'scroll',
      class: 'scroll',
      part: 'thread',
      tabindex: '0',
      role: 'log',
      'aria-label': context.strings.messages,
      'aria-live': 'off',
    },
    isStart
      ? startScreen(context)
      : h(
          'div',
          { key: 'turns', class: 'turns', 'aria-busy': String(state.loading) },
          state.loading && skeletonTurns(),
          loadFailure(context),
          state.olderCursor !== null && olderLine(context),
          turns.map((turn, at) =>
            turnView(turn, at === turns.length - 1, liveFrom !== -1 && at >= liveFrom, context),
          ),
        ),
  );
}

/** The way to older messages, which is mostly taken by scrolling alone. */
function olderLine(context: ViewContext): VNode {
  const { chat, strings } = context;
  const { olderFailed } = chat.state.get();
  return h(
    'div',
    { key: 'older', class: 'older' },
    olderFailed
      ? h('span', null, strings.olderFailed)
      : h('span', { class: 'shimmer' }, strings.older),
    olderFailed &&
      h(
        'button',
        {
          type: 'button',
          class: 'button soft control-sm',
          onclick: () => context.run(() => chat.threads.loadOlder()),
        },
        strings.tryAgain,
      ),
  );
}

function skeletonTurns(): VNode {
  return h(
    'div',
    { key: 'skeleton', class: 'skeleton-turns', 'aria-hidden': 'true' },
    h('div', { class: 'skeleton bubble-shape' }),
    ...['92%', '85%', '60%'].map((width) => h('div', { class: 'skeleton line', style: { width } })),
    h('div', { class: 'skeleton bubble-shape short' }),
    ...['88%', '40%'].map((width) => h('div', { class: 'skeleton line', style: { width } })),
  );
}
