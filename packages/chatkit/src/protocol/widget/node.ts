import type { ChartNode } from './chart.ts';
import type {
  ButtonNode,
  CheckboxNode,
  DatePickerNode,
  InputNode,
  RadioGroupNode,
  SelectNode,
  TextareaNode,
} from './control.ts';
import type {
  BoxNode,
  ColNode,
  DividerNode,
  FormNode,
  ListViewItemNode,
  RowNode,
  SpacerNode,
  TableCellNode,
  TableNode,
  TableRowNode,
  TransitionNode,
} from './layout.ts';
import type {
  BadgeNode,
  CaptionNode,
  IconNode,
  ImageNode,
  LabelNode,
  MarkdownNode,
  TextNode,
  TitleNode,
} from './text.ts';

/** Any part of a widget (protocol C.1). Unknown types are passed on as they are. */
export type WidgetNode =
  | BadgeNode
  | BoxNode
  | ButtonNode
  | CaptionNode
  | ChartNode
  | CheckboxNode
  | ColNode
  | DatePickerNode
  | DividerNode
  | FormNode
  | IconNode
  | ImageNode
  | InputNode
  | LabelNode
  | ListViewItemNode
  | MarkdownNode
  | RadioGroupNode
  | RowNode
  | SelectNode
  | SpacerNode
  | TableCellNode
  | TableNode
  | TableRowNode
  | TextNode
  | TextareaNode
  | TitleNode
  | TransitionNode;
