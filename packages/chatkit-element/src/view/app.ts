import type { ChatState } from '../core/state.ts';
import { announcementOf } from './announcer.ts';
import { composerView, syncTextarea } from './composer-view.ts';
import type { ViewContext } from './context.ts';
import { conversationView } from './conversation-view.ts';
import { failureBanner } from './failure.ts';
import { h } from './h.ts';
import type { VNode } from './h.ts';
import { header } from './header.ts';
import { historyPanel } from './history-panel.ts';
import { icon } from './icon.ts';
import { markdown } from './markdown.ts';
import { createRenderer } from './patch.ts';
import { createScroller } from './scroller.ts';
import type { ScrollChange, Scroller } from './scroller.ts';

/** Of several changes in one drawing the last one here decides about the place. */
const WEIGHTS: readonly ScrollChange[] = ['none', 'grew', 'prepended', 'sent', 'opened'];

/** The drawn chat. */
export interface App {
  /** Draws with the next frame, once, however often it is asked. */
  schedule(): void;
  /** Draws now. */
  flush(): void;
  /** Goes back to the place in the conversation after the element was out of the page. */
  restore(): void;
}

/** Draws a chat into an element, from a context which is read again each time. */
export function createApp(root: HTMLElement, contextOf: () => ViewContext): App {
  const renderer = createRenderer(root);
  let scroller: Scroller | null = null;
  let last = contextOf().chat.state.get();
  let change: ScrollChange = 'none';
  let frame: { cancel(): void } | null = null;

  return {
    schedule() {
      look();
      frame ??= nextFrame(draw);
    },
    flush: draw,
    restore: () => scroller?.restore(),
  };

  function draw(): void {
    frame?.cancel();
    frame = null;
    const context = contextOf();
    const mark = scroller?.before();
    renderer.render(screen(context));
    const field = context.find<HTMLTextAreaElement>('textarea.input');
    if (field !== null) syncTextarea(field, context.chat.composer.get().text);
    scroller ??= watch(context);
    if (mark !== undefined) scroller?.after(mark, change);
    change = 'none';
  }

  /** Looks at each state: an answer may begin and end, or a thread load, between two frames. */
  function look(): void {
    const { chat, strings, announce } = contextOf();
    const state = chat.state.get();
    if (state === last) return;
    const next = changeOf(last, state);
    if (WEIGHTS.indexOf(next) > WEIGHTS.indexOf(change)) change = next;
    const text = announcementOf(last, state, strings);
    last = state;
    if (text !== null) announce(text);
  }

  function watch(context: ViewContext): Scroller | null {
    const element = context.find('.scroll');
    if (element === null) return null;
    return createScroller(element, {
      onNearStart: () => {
        const { chat, run } = contextOf();
        if (!chat.state.get().olderFailed) run(() => chat.threads.loadOlder());
      },
      onAway: (awayFromEnd) => contextOf().ui.set({ awayFromEnd }),
      follows: () => contextOf().options.thread?.autoScroll === true,
    });
  }
}

function screen(context: ViewContext): VNode[] {
  const { chat, options } = context;
  const { history } = chat.state.get();
  const { disclaimer } = options;
  return [
    h(
      'div',
      { key: 'main', class: 'main', inert: history.open },
      header(context),
      h(
        'div',
        { key: 'stage', class: 'stage' },
        conversationView(context),
        context.ui.get().awayFromEnd && latestButton(context),
      ),
      h(
        'div',
        { key: 'foot', class: 'foot' },
        failureBanner(context),
        composerView(context),
        disclaimer !== undefined &&
          h(
            'div',
            {
              key: 'disclaimer',
              class: ['disclaimer', disclaimer.highContrast && 'strong'],
              part: 'disclaimer',
            },
            markdown(disclaimer.text, context.markdown),
          ),
      ),
    ),
    historyPanel(context),
  ].filter((node) => node !== null);
}

function latestButton(context: ViewContext): VNode {
  const { strings } = context;
  return h(
    'button',
    {
      key: 'latest',
      type: 'button',
      class: 'latest',
      'aria-label': strings.latest,
      title: strings.latest,
      onclick: () => {
        const element = context.find('.scroll');
        const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
        element?.scrollTo({ top: element.scrollHeight, behavior: calm ? 'auto' : 'smooth' });
      },
    },
    icon('chevron-down'),
  );
}

function changeOf(before: ChatState, after: ChatState): ScrollChange {
  const old = before.conversation;
  const now = after.conversation;
  if (before.loading && !after.loading && after.loadError === null) return 'opened';
  if (now.pending !== null && old.pending?.key !== now.pending.key) return 'sent';
  if (old === now) return 'none';
  const isOlder = before.olderLoading && !after.olderLoading && old.items[0] !== now.items[0];
  return isOlder ? 'prepended' : 'grew';
}

/** The next frame; in a hidden tab, which gets none, a task. */
function nextFrame(run: () => void): { cancel(): void } {
  if (document.hidden) {
    const timer = setTimeout(run, 0);
    return { cancel: () => clearTimeout(timer) };
  }
  const frame = requestAnimationFrame(run);
  return { cancel: () => cancelAnimationFrame(frame) };
}
