import type { WidgetNode } from './wire.ts';

/** The children of a node as a list, whether it has none, one or many. Skips what is no node. */
export function childrenOf(node: WidgetNode): WidgetNode[] {
  const { children } = node;
  if (children === undefined || children === null) return [];
  return (Array.isArray(children) ? children : [children]).filter(isNode);
}

/** Replaces the first node with this id, at any depth. The same tree when there is none. */
export function replaceNode(root: WidgetNode, id: string, node: WidgetNode): WidgetNode {
  return changeNode(root, id, () => node);
}

/** Appends to the `value` of the node a delta names, and ends its `streaming` when done. */
export function appendToNode(
  root: WidgetNode,
  delta: { component_id: string; delta: string; done?: boolean },
): WidgetNode {
  return changeNode(root, delta.component_id, (node) => {
    const value = typeof node['value'] === 'string' ? node['value'] : '';
    const changed: WidgetNode = { ...node, value: value + delta.delta };
    if (delta.done === true && node['streaming'] === true) changed['streaming'] = false;
    return changed;
  });
}

function changeNode(
  node: WidgetNode,
  id: string,
  change: (node: WidgetNode) => WidgetNode,
): WidgetNode {
  if (node.id === id) return change(node);
  const { children } = node;
  if (Array.isArray(children)) {
    for (const [at, child] of children.entries()) {
      if (!isNode(child)) continue;
      const changed = changeNode(child, id, change);
      if (changed !== child) return { ...node, children: children.with(at, changed) };
    }
    return node;
  }
  if (!isNode(children)) return node;
  const changed = changeNode(children, id, change);
  return changed === children ? node : { ...node, children: changed };
}

function isNode(value: unknown): value is WidgetNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { type?: unknown }).type === 'string'
  );
}
