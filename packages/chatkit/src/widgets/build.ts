import type { ListViewItemNode, TableCellNode, TableRowNode } from '../protocol/widget/layout.ts';
import type { WidgetNode } from '../protocol/widget/node.ts';

/** A node that may stand anywhere: not the rows and cells that belong to one kind of parent. */
export type ContentNode = Exclude<WidgetNode, ListViewItemNode | TableRowNode | TableCellNode>;

/** A child, or a condition that turned out to hide it: `isLate && badge('Late')`. */
export type Child<Node> = Node | false | null | undefined;

/**
 * What a builder takes besides its first argument: the properties of the node, of which each
 * optional one may also be `null` and is then left out.
 */
export type Props<Node, Given extends keyof Node = never> = {
  [Key in keyof Omit<Node, 'type' | 'children' | Given>]:
    | Node[Key & keyof Node]
    | (undefined extends Node[Key & keyof Node] ? null : never);
};

/** {@link Props} of a node with a list of children. */
export type ParentProps<Node, Kind> = Props<Node> & {
  /** Nodes in order; hidden ones are left out. @default none */
  children?: readonly Child<Kind>[] | undefined;
};

/** A node of a type with its properties in the order given, without `null` and `undefined`. */
export function build<Node extends { type: string }>(
  type: Node['type'],
  ...parts: readonly object[]
): Node {
  const node: Record<string, unknown> = { type };
  for (const part of parts) {
    for (const [key, value] of Object.entries(part)) {
      if (value !== undefined && value !== null) node[key] = value;
    }
  }
  return node as Node;
}

/** As {@link build}, for a node with children, of which hidden ones are left out. */
export function buildParent<Node extends { type: string }>(
  type: Node['type'],
  props: { children?: readonly unknown[] | undefined },
): Node {
  if (props.children === undefined) return build<Node>(type, props);
  const children = props.children.filter(
    (child) => child !== false && child !== null && child !== undefined,
  );
  return build<Node>(type, { ...props, children });
}
