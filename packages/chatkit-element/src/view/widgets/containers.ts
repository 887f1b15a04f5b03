import { childrenOf } from '../../core/widget-tree.ts';
import type { WidgetNode } from '../../core/wire.ts';
import { h } from '../h.ts';
import type { Child, VNode } from '../h.ts';
import { colorOf } from './color.ts';
import { actionOf, flag, text } from './node-context.ts';
import type { NodeContext } from './node-context.ts';
import { boxStyle, paddingStyle, sizeOf, spaceOf } from './style.ts';

/** The children of a node, each with a path and a key that survive a new tree. */
export function drawChildren(node: WidgetNode, path: string, context: NodeContext): Child[] {
  const seen = new Set<string>();
  return childrenOf(node).map((child, at) => {
    const wanted = child.key ?? child.id;
    const named = wanted === undefined ? `${at}-${child.type}` : `${wanted}-${child.type}`;
    const key = seen.has(named) ? `${at}-${named}` : named;
    seen.add(key);
    const drawn = context.draw(child, `${path}.${key}`);
    return drawn === null ? null : { ...drawn, key };
  });
}

/** Box, Row and Col. */
export function boxNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  const isRow = node.type === 'Row' || text(node, 'direction') === 'row';
  return h(
    'div',
    { class: ['w-box', isRow ? 'w-row' : 'w-col'], style: boxStyle(node) },
    drawChildren(node, path, context),
  );
}

/** A form: its values go with every action inside it. */
export function formNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  const config = actionOf(node['onSubmitAction']);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (config === null) return;
    const from = event.currentTarget as Element;
    context.act({ config, path, auto: 'container', from, validate: true });
  };
  const isRow = text(node, 'direction') === 'row';
  return h(
    'form',
    { class: ['w-box', isRow ? 'w-row' : 'w-col'], style: boxStyle(node), onsubmit: submit },
    drawChildren(node, path, context),
  );
}

/** Room that grows. */
export function spacerNode(node: WidgetNode): VNode {
  const size = sizeOf(node['minSize']);
  return h('div', { class: 'w-spacer', style: { 'min-width': size, 'min-height': size } });
}

/** A line between things. */
export function dividerNode(node: WidgetNode): VNode {
  return h('hr', {
    class: ['w-divider', flag(node, 'flush') && 'flush'],
    style: {
      'border-top-width': sizeOf(node['size']),
      'border-top-color': colorOf(node['color'], 'border'),
      'margin-block': spaceOf(node['spacing']),
    },
  });
}

/** A place whose content fades in when it changes. */
export function transitionNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  return h('div', { class: 'w-transition' }, drawChildren(node, path, context));
}

/** Table, Table.Row and Table.Cell. */
export function tableNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  const rows = childrenOf(node).map((row, at) => {
    const tag = flag(row, 'header') ? 'th' : 'td';
    const cells = childrenOf(row).map((cell, place) =>
      h(
        tag,
        {
          key: String(place),
          scope: tag === 'th' ? 'col' : undefined,
          colspan: cell['colSpan'],
          rowspan: cell['rowSpan'],
          style: {
            ...paddingStyle(cell['padding']),
            width: sizeOf(cell['width']),
            'text-align': text(cell, 'align'),
            'vertical-align': { start: 'top', center: 'middle', end: 'bottom' }[
              text(cell, 'vAlign') ?? ''
            ],
          },
        },
        drawChildren(cell, `${path}.${at}.${place}`, context),
      ),
    );
    return h('tr', { key: String(at) }, cells);
  });
  const label = context.view.strings.table;
  return h(
    'div',
    { class: 'table', tabindex: '0', role: 'region', 'aria-label': label },
    h('table', null, h('tbody', null, rows)),
  );
}
