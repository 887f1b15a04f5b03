import { childrenOf } from '../../core/widget-tree.ts';
import type { WidgetNode } from '../../core/wire.ts';
import { h } from '../h.ts';
import type { VNode } from '../h.ts';
import { icon } from '../icon.ts';
import { drawChildren } from './containers.ts';
import { actionOf, flag, text } from './node-context.ts';
import type { NodeContext } from './node-context.ts';
import { boxStyle } from './style.ts';

const AUTO_LIMIT = 6;

/** A card: status line, content, and the buttons of `confirm` and `cancel`. */
export function cardNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  const isForm = flag(node, 'asForm');
  const confirm = cardAction(node['confirm']);
  const cancel = cardAction(node['cancel']);
  const { padding: _padding, ...outer } = boxStyle(node);
  const run = (choice: CardAction, name: string, validate: boolean) => (event: Event) => {
    event.preventDefault();
    const from = event.currentTarget as Element;
    const { action: config } = choice;
    context.act({ config, path: `${path}.${name}`, auto: 'container', from, validate });
  };
  const button = (choice: CardAction, name: string, classes: string): VNode =>
    h(
      'button',
      {
        key: name,
        type: isForm && name === 'confirm' ? 'submit' : 'button',
        class: ['button', 'control-lg', classes],
        'aria-disabled': context.isBlocked(choice.action) ? 'true' : undefined,
        onclick: isForm && name === 'confirm' ? undefined : run(choice, name, false),
      },
      choice.label,
    );
  return h(
    isForm ? 'form' : 'div',
    {
      class: ['w-card', `card-${text(node, 'size') ?? 'md'}`, themeClass(node)],
      part: 'widget-card',
      style: outer,
      onsubmit: isForm
        ? confirm === null
          ? (event: Event) => event.preventDefault()
          : run(confirm, 'confirm', true)
        : undefined,
    },
    statusLine(node, context),
    flag(node, 'collapsed')
      ? null
      : h(
          'div',
          { class: 'w-col card-body', style: paddingOf(node) },
          drawChildren(node, path, context),
        ),
    (confirm !== null || cancel !== null) &&
      h(
        'div',
        { class: 'card-actions' },
        cancel !== null && button(cancel, 'cancel', 'soft tone-secondary'),
        confirm !== null && button(confirm, 'confirm', 'solid tone-primary'),
      ),
  );
}

interface CardAction {
  label: string;
  action: NonNullable<ReturnType<typeof actionOf>>;
}

function cardAction(value: unknown): CardAction | null {
  if (typeof value !== 'object' || value === null) return null;
  const { label, action } = value as { label?: unknown; action?: unknown };
  const config = actionOf(action);
  return config === null || typeof label !== 'string' ? null : { label, action: config };
}

function paddingOf(node: WidgetNode): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(boxStyle(node)).filter(([name]) => name.startsWith('padding')),
  );
}

/** Rows of the same kind; long lists open on demand. */
export function listViewNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  const { ui, strings } = context.view;
  const rows = drawChildren(node, path, context);
  const limit = node['limit'] === 'auto' ? AUTO_LIMIT : Number(node['limit'] ?? Infinity);
  const key = `list-${context.item.id}-${path}`;
  const isOpen = ui.get().toggled[key] === true;
  // One row more is not worth a button.
  const isLong = Number.isFinite(limit) && limit > 0 && rows.length > limit + 1;
  const toggle = (): void => ui.set({ toggled: { ...ui.get().toggled, [key]: !isOpen } });
  return h(
    'div',
    { class: ['w-list', themeClass(node)], part: 'widget-list' },
    statusLine(node, context),
    h('ul', null, isLong && !isOpen ? rows.slice(0, limit) : rows),
    isLong &&
      h(
        'button',
        { type: 'button', class: 'list-more', 'aria-expanded': String(isOpen), onclick: toggle },
        h('span', null, isOpen ? strings.showLess : `${strings.showMore} (${rows.length - limit})`),
        icon('chevron-down', 'turn-icon'),
      ),
  );
}

/** A row. One with an action is pressed anywhere, yet keeps the controls inside it. */
export function listViewItemNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  const config = actionOf(node['onClickAction']);
  const press = (event: Event): void => {
    if (config === null) return;
    const from = event.currentTarget as Element;
    context.act({ config, path, auto: 'self', from, validate: false });
  };
  return h(
    'li',
    {
      class: ['w-item', config !== null && 'pressable', context.busyControl === path && 'busy'],
      part: 'widget-list-item',
    },
    config !== null &&
      h('button', {
        key: 'hit',
        type: 'button',
        class: 'hit',
        'aria-label': wordsOf(node).join(', '),
        'aria-disabled': context.isBlocked(config) ? 'true' : undefined,
        onclick: press,
      }),
    h(
      'div',
      { key: 'row', class: 'w-row item-row', style: boxStyle(node) },
      drawChildren(node, path, context),
    ),
  );
}

/** A root without a frame. */
export function basicNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  const isRow = text(node, 'direction') === 'row';
  return h(
    'div',
    { class: ['w-box', isRow ? 'w-row' : 'w-col', themeClass(node)], style: boxStyle(node) },
    drawChildren(node, path, context),
  );
}

function statusLine(node: WidgetNode, context: NodeContext): VNode | null {
  const status = node['status'];
  if (typeof status !== 'object' || status === null) return null;
  const line = status as WidgetNode;
  const name = text(line, 'icon');
  const src = context.view.urls.image(text(line, 'favicon') ?? '');
  return h(
    'div',
    { class: 'w-status' },
    name !== undefined && icon(name),
    name === undefined &&
      text(line, 'favicon') !== undefined &&
      src !== null &&
      h('img', { src, alt: '', class: flag(line, 'frame') ? 'framed' : '' }),
    h('span', null, text(line, 'text') ?? ''),
  );
}

function themeClass(node: WidgetNode): string {
  const theme = text(node, 'theme');
  return theme === 'dark' || theme === 'light' ? `scheme-${theme}` : '';
}

function wordsOf(node: WidgetNode): string[] {
  // A button has a name of its own and is not part of the row's.
  if (node.type === 'Button') return [];
  const own = text(node, 'value') ?? text(node, 'label');
  const inner = childrenOf(node).flatMap(wordsOf);
  return own === undefined || own === '' ? inner : [own, ...inner];
}
