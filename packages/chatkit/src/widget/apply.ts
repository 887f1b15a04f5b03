import { isRecord } from '../internal/equal.ts';
import type { WidgetUpdate } from '../protocol/update.ts';
import type { WidgetRoot } from '../protocol/widget/root.ts';

/**
 * The widget after an update, as a client shows it; the widget given is not changed.
 *
 * A delta or a replaced part goes to the first node with its id, at any depth, and is ignored when
 * there is none. A delta that is the last one ends the `streaming` of its node (protocol C.2).
 */
export function applyWidgetUpdate(widget: WidgetRoot, update: WidgetUpdate): WidgetRoot {
  switch (update.type) {
    case 'widget.root.updated':
      return update.widget;
    case 'widget.component.updated':
      return changeNode(widget, update.component_id, () => update.component) as WidgetRoot;
    case 'widget.streaming_text.value_delta':
      return changeNode(widget, update.component_id, (node) => {
        const value = typeof node['value'] === 'string' ? node['value'] : '';
        const grown = { ...node, value: value + update.delta };
        return update.done && node['streaming'] === true ? { ...grown, streaming: false } : grown;
      }) as WidgetRoot;
  }
}

/** A copy in which the first node of an id is changed; the same object when there is none. */
function changeNode(
  node: unknown,
  id: string,
  change: (node: Record<string, unknown>) => unknown,
): unknown {
  if (Array.isArray(node)) {
    for (const [index, child] of node.entries()) {
      const changed = changeNode(child, id, change);
      if (changed !== child) return node.with(index, changed);
    }
    return node;
  }
  if (!isRecord(node)) return node;
  if (node['id'] === id) return change(node);
  const children = changeNode(node['children'], id, change);
  return children === node['children'] ? node : { ...node, children };
}
