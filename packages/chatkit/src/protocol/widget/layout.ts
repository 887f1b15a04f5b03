import type { ActionConfig } from './action.ts';
import type { WidgetNode } from './node.ts';
import type {
  Alignment,
  Block,
  Border,
  Borders,
  Justification,
  Length,
  NodeBase,
  Space,
  Spacing,
  ThemeColor,
} from './style.ts';

/** Properties of every container. */
export interface BoxBase extends Block {
  /** Nodes; a single one may stand without its list. */
  children?: WidgetNode[] | WidgetNode | null | undefined;
  align?: Alignment | undefined;
  justify?: Justification | undefined;
  wrap?: 'nowrap' | 'wrap' | 'wrap-reverse' | undefined;
  flex?: number | string | undefined;
  gap?: Space | undefined;
  padding?: Space | Spacing | undefined;
  border?: number | Border | Borders | undefined;
  background?: ThemeColor | undefined;
}

/** A container in either direction. */
export interface BoxNode extends NodeBase<'Box'>, BoxBase {
  direction?: 'row' | 'col' | undefined;
}

/** A horizontal container. */
export interface RowNode extends NodeBase<'Row'>, BoxBase {}

/** A vertical container. */
export interface ColNode extends NodeBase<'Col'>, BoxBase {}

/** A container whose fields are sent together. */
export interface FormNode extends NodeBase<'Form'>, BoxBase {
  onSubmitAction?: ActionConfig | undefined;
  direction?: 'row' | 'col' | undefined;
}

/** Empty room that grows. */
export interface SpacerNode extends NodeBase<'Spacer'> {
  minSize?: Length | undefined;
}

/** A line between nodes. */
export interface DividerNode extends NodeBase<'Divider'> {
  color?: ThemeColor | undefined;
  size?: Length | undefined;
  spacing?: Length | undefined;
  flush?: boolean | undefined;
}

/** Animates the change from one child to the next. */
export interface TransitionNode extends NodeBase<'Transition'> {
  children?: WidgetNode | null | undefined;
}

/** One row of a list view. */
export interface ListViewItemNode extends NodeBase<'ListViewItem'> {
  children?: WidgetNode[] | undefined;
  onClickAction?: ActionConfig | undefined;
  gap?: Space | undefined;
  align?: Alignment | undefined;
}

/** A cell of a table. */
export interface TableCellNode extends NodeBase<'Table.Cell'> {
  children?: WidgetNode[] | WidgetNode | undefined;
  width?: Length | undefined;
  padding?: Space | Spacing | undefined;
  colSpan?: number | undefined;
  rowSpan?: number | undefined;
  align?: TextPlace | undefined;
  vAlign?: TextPlace | undefined;
  colSize?: 'xs' | 'sm' | 'md' | 'lg' | 'xl' | undefined;
}

type TextPlace = 'start' | 'center' | 'end';

/** A row of a table. */
export interface TableRowNode extends NodeBase<'Table.Row'> {
  children?: TableCellNode[] | undefined;
  header?: boolean | undefined;
}

/** A table. */
export interface TableNode extends NodeBase<'Table'> {
  children?: TableRowNode[] | undefined;
}
