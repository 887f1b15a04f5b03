import type {
  BoxNode,
  ColNode,
  DividerNode,
  FormNode,
  ListViewItemNode,
  RowNode,
  SpacerNode,
  TransitionNode,
} from '../protocol/widget/layout.ts';
import type { BasicRoot, CardRoot, ListViewRoot, WidgetRoot } from '../protocol/widget/root.ts';
import type { Child, ContentNode, ParentProps, Props } from './build.ts';
import { build, buildParent } from './build.ts';

/** A framed widget; with `asForm` its fields are sent along with `confirm` and `cancel`. */
export function card(props: ParentProps<CardRoot, ContentNode>): CardRoot {
  return buildParent<CardRoot>('Card', props);
}

/** A widget that is a list of rows made by {@link listViewItem}. */
export function listView(props: ParentProps<ListViewRoot, ListViewItemNode>): ListViewRoot {
  return buildParent<ListViewRoot>('ListView', props);
}

/** One row of a {@link listView}. */
export function listViewItem(props: ParentProps<ListViewItemNode, ContentNode>): ListViewItemNode {
  return buildParent<ListViewItemNode>('ListViewItem', props);
}

/** A widget without a frame, which may hold whole widgets. */
export function basic(props: ParentProps<BasicRoot, ContentNode | WidgetRoot>): BasicRoot {
  return buildParent<BasicRoot>('Basic', props);
}

/** A container in either direction. */
export function box(props: ParentProps<BoxNode, ContentNode>): BoxNode {
  return buildParent<BoxNode>('Box', props);
}

/** A horizontal container. */
export function row(props: ParentProps<RowNode, ContentNode>): RowNode {
  return buildParent<RowNode>('Row', props);
}

/** A vertical container. */
export function col(props: ParentProps<ColNode, ContentNode>): ColNode {
  return buildParent<ColNode>('Col', props);
}

/** A container whose fields are sent together with `onSubmitAction`. */
export function form(props: ParentProps<FormNode, ContentNode>): FormNode {
  return buildParent<FormNode>('Form', props);
}

/** Empty room that grows. */
export function spacer(props: Props<SpacerNode> = {}): SpacerNode {
  return build<SpacerNode>('Spacer', props);
}

/** A line between nodes. */
export function divider(props: Props<DividerNode> = {}): DividerNode {
  return build<DividerNode>('Divider', props);
}

/** Animates the change from one child to the next; `null` is nothing to show, for now. */
export function transition(
  props: Props<TransitionNode> & { children: Child<ContentNode> },
): TransitionNode {
  const { children, ...rest } = props;
  const node = build<TransitionNode>('Transition', rest);
  node.children = children === false || children === undefined ? null : children;
  return node;
}
