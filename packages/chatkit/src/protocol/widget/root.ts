import type { IconName } from '../icons.ts';
import type { ActionConfig } from './action.ts';
import type { ListViewItemNode } from './layout.ts';
import type { WidgetNode } from './node.ts';
import type {
  Alignment,
  Border,
  Borders,
  Justification,
  NodeBase,
  Space,
  Spacing,
  ThemeColor,
} from './style.ts';

/** A line above a widget that says where it comes from. */
export type WidgetStatus =
  | { text: string; favicon?: string | undefined; frame?: boolean | undefined }
  | { text: string; icon?: IconName | undefined };

/** A button in the foot of a card. */
export interface CardButton {
  label: string;
  action: ActionConfig;
}

/** A framed widget, optionally a form with buttons to confirm and to cancel. */
export interface CardRoot extends NodeBase<'Card'> {
  asForm?: boolean | undefined;
  children?: WidgetNode[] | WidgetNode | null | undefined;
  background?: ThemeColor | undefined;
  border?: number | Border | Borders | undefined;
  size?: 'sm' | 'md' | 'lg' | 'full' | undefined;
  padding?: Space | Spacing | undefined;
  status?: WidgetStatus | undefined;
  collapsed?: boolean | undefined;
  confirm?: CardButton | undefined;
  cancel?: CardButton | undefined;
  theme?: 'light' | 'dark' | undefined;
}

/** A list of rows. */
export interface ListViewRoot extends NodeBase<'ListView'> {
  children?: ListViewItemNode[] | undefined;
  /** Rows shown before "show more". */
  limit?: number | 'auto' | undefined;
  status?: WidgetStatus | undefined;
  theme?: 'light' | 'dark' | undefined;
}

/** A widget without a frame. */
export interface BasicRoot extends NodeBase<'Basic'> {
  children?: (WidgetNode | WidgetRoot)[] | WidgetNode | WidgetRoot | null | undefined;
  theme?: 'light' | 'dark' | undefined;
  direction?: 'row' | 'col' | undefined;
  gap?: Space | undefined;
  padding?: Space | Spacing | undefined;
  align?: Alignment | undefined;
  justify?: Justification | undefined;
}

/** A whole widget (protocol C.1). */
export type WidgetRoot = CardRoot | ListViewRoot | BasicRoot;
