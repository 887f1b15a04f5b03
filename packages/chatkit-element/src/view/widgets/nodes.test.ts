import { expect, it } from 'vitest';
import type { WidgetNode } from '../../core/wire.ts';
import type { VNode } from '../h.ts';
import type { NodeContext } from './node-context.ts';
import { drawNode } from './nodes.ts';

const context = {
  item: { id: 'w1' },
  view: { strings: { table: 'Table' } },
  labelled: new Set(),
  draw: (node: WidgetNode, path: string) => drawNode(node, path, context),
} as unknown as NodeContext;

function draw(node: WidgetNode): VNode {
  const drawn = drawNode(node, 'root', context);
  if (drawn === null) throw new Error(`Nothing was drawn for ${node.type}.`);
  return drawn;
}

/** The first element with this tag, at any depth. */
function find(node: VNode, tag: string): VNode | undefined {
  if (node.tag === tag) return node;
  for (const child of node.children) {
    const found = typeof child === 'string' ? undefined : find(child, tag);
    if (found !== undefined) return found;
  }
  return undefined;
}

it('gives a table cell the room it asks for', () => {
  const cell = { type: 'Table.Cell', padding: { x: 2, top: '1em' }, width: 90 };
  const row = { type: 'Table.Row', children: [cell] };
  expect(find(draw({ type: 'Table', children: [row] }), 'td')?.props.style).toMatchObject({
    'padding-left': '8px',
    'padding-top': '1em',
    width: '90px',
  });
});

it('lets an editable text take the focus and select itself, when it asks for that', () => {
  const done: string[] = [];
  const element = { focus: () => done.push('focus'), select: () => done.push('select') };
  const enter = (editable: object): void => {
    const node = draw({ type: 'Text', value: 'x', editable: { name: 'title', ...editable } });
    node.props.ref?.(element as unknown as HTMLElement);
  };
  enter({});
  expect(done).toEqual([]);
  enter({ autoFocus: true, autoSelect: true });
  expect(done).toEqual(['focus', 'select']);
});
