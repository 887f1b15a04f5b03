import type { ChatState } from '../core/state.ts';
import type { ThreadItem } from '../core/wire.ts';
import { toChatError } from '../core/errors.ts';
import type { ViewContext } from './context.ts';
import { h, memo } from './h.ts';
import type { VNode } from './h.ts';
import { icon } from './icon.ts';
import { markdown } from './markdown.ts';
import { assistantMessage, plainTextOf, userMessage } from './message.ts';
import { structuredInput } from './structured-input.ts';
import { isNotice } from './turns.ts';
import type { Turn } from './turns.ts';
import { widgetItem } from './widgets/widget-item.ts';
import { generatedImage, taskLine, workflow } from './workflow.ts';

/** One turn. `isLast` decides about the progress line and about which actions stay visible. */
export function turnView(
  turn: Turn,
  isLast: boolean,
  isLive: boolean,
  context: ViewContext,
): VNode {
  const state = context.chat.state.get();
  const isRunning = isLast && state.responding;
  return h(
    'section',
    { key: turn.key, class: ['turn', isLive && isLast && 'live'], part: 'turn' },
    turn.entries.map((entry) => {
      if (!isNotice(entry)) return itemView(entry, isRunning, state, context);
      return memo(entry.key, [entry, context], () =>
        h(
          'div',
          { class: ['notice', entry.level], role: 'note', part: 'notice' },
          icon(entry.level === 'info' ? 'info' : 'warning'),
          h(
            'div',
            null,
            entry.title && h('strong', null, entry.title),
            markdown(entry.message, context.markdown),
          ),
        ),
      );
    }),
    isRunning && progressLine(turn, state, context),
    !isRunning && actionRow(turn, isLast, state, context),
  );
}

function itemView(
  item: ThreadItem,
  isRunning: boolean,
  state: ChatState,
  context: ViewContext,
): VNode | null {
  const key = `${state.conversation.keys[item.id] ?? item.id}-${item.type}`;
  const opened = context.ui.get().toggled;
  const acting = state.acting?.itemId === item.id ? state.acting : null;
  const deps = [
    item,
    context,
    item.type === 'widget' ? state.responding : isRunning,
    acting,
    opened,
  ];
  return memo(key, deps, () => {
    try {
      return drawItem(item, isRunning, state, context) ?? h('div', { hidden: true });
    } catch (error) {
      // One broken item must not take the conversation with it.
      const failure = toChatError(error, 'malformed');
      failure.name = 'WidgetItemError';
      context.emit('error', { error: failure });
      return h('div', { hidden: true });
    }
  });
}

function drawItem(
  item: ThreadItem,
  isRunning: boolean,
  state: ChatState,
  context: ViewContext,
): VNode | null {
  switch (item.type) {
    case 'user_message':
      return userMessage(item, state.conversation.pending?.item !== item, context);
    case 'assistant_message':
      return assistantMessage(item, context);
    case 'widget':
      return widgetItem(item, state, context);
    case 'workflow': {
      const asked = context.ui.get().toggled[`workflow-${item.id}`];
      const isOpen =
        asked ?? (item.workflow.expanded === true || (isRunning && !item.workflow.summary));
      return workflow(item, isOpen, context);
    }
    case 'task':
      return h('div', { class: 'workflow open' }, taskLine(item.task, context));
    case 'generated_image':
      return generatedImage(item, context);
    case 'structured_input':
      return structuredInput(item, state.responding, context);
    case 'client_tool_call':
    case 'end_of_turn':
      return null;
    default:
      item satisfies never;
      return null;
  }
}

/** What is being done right now; nothing once an answer is visibly being written. */
function progressLine(turn: Turn, state: ChatState, context: ViewContext): VNode | null {
  const { progress } = state.conversation;
  const last = turn.entries.at(-1);
  const isWriting =
    last !== undefined &&
    !isNotice(last) &&
    ((last.type === 'assistant_message' && plainTextOf(last).trim() !== '') ||
      last.type === 'widget' ||
      last.type === 'workflow');
  if (state.retrying > 0) return line(context.strings.reconnecting, 'reload');
  if (progress !== null) return line(progress.text, progress.icon);
  return isWriting ? null : h('div', { class: 'thinking', 'aria-hidden': 'true' }, h('i', null));
}

function line(text: string, name: string | null): VNode {
  return h(
    'div',
    { class: 'progress', part: 'progress' },
    name !== null && icon(name),
    h('span', { class: 'shimmer' }, text),
  );
}

function actionRow(
  turn: Turn,
  isLast: boolean,
  state: ChatState,
  context: ViewContext,
): VNode | null {
  const { chat, strings, options } = context;
  const answers = turn.entries.filter(
    (entry) => !isNotice(entry) && entry.type !== 'user_message',
  ) as ThreadItem[];
  const text = answers.flatMap((item) => {
    if (item.type === 'assistant_message') return plainTextOf(item);
    return item.type === 'widget' && item.copy_text ? item.copy_text : [];
  });
  if (answers.every((item) => item.type === 'client_tool_call' || item.type === 'end_of_turn')) {
    return null;
  }
  const { feedback, retry } = options.threadItemActions ?? {};
  const ids = answers.map(({ id }) => id);
  const given = ids.map((id) => state.feedback[id]).find((kind) => kind !== undefined);
  const { messageId } = turn;
  const rate = (kind: 'positive' | 'negative', name: string, label: string): VNode =>
    action(name, label, () => void chat.rate(ids, kind), given === kind);
  return h(
    'div',
    { class: ['actions', isLast && 'last'], part: 'actions' },
    text.length > 0 &&
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button small',
          'aria-label': strings.copyMessage,
          title: strings.copy,
          onclick: (event: Event) =>
            context.copy(text.join('\n\n'), event.currentTarget as HTMLElement),
        },
        icon('copy', 'rest'),
        icon('check', 'copied'),
      ),
    feedback === true && rate('positive', 'thumb-up', strings.good),
    feedback === true && rate('negative', 'thumb-down', strings.bad),
    retry === true &&
      messageId !== null &&
      !state.responding &&
      action('reload', strings.answerAgain, () => context.run(() => chat.retryMessage(messageId))),
  );
}

function action(name: string, label: string, onclick: () => void, pressed?: boolean): VNode {
  return h(
    'button',
    {
      key: name,
      type: 'button',
      class: 'icon-button small',
      'aria-label': label,
      title: label,
      'aria-pressed': pressed === undefined ? undefined : String(pressed),
      onclick,
    },
    icon(name),
  );
}
