import type { ActionConfig, WidgetItem, WidgetNode } from '../../core/wire.ts';
import type { ViewContext } from '../context.ts';
import type { VNode } from '../h.ts';

/** What drawing one widget shares between its nodes. */
export interface NodeContext {
  item: WidgetItem;
  view: ViewContext;
  /** Field names that a `Label` speaks for. */
  labelled: ReadonlySet<string>;
  /** The control whose action is under way, when it shows that itself. */
  busyControl: string | null;
  /** Whether this action cannot run right now. */
  isBlocked(config: ActionConfig): boolean;
  /** Runs an action from an element; adds the values of the form around it. */
  act(request: ActRequest): void;
  /** Draws a node; `path` tells it from its siblings. */
  draw(node: WidgetNode, path: string): VNode | null;
}

/** An action and where it comes from. */
export interface ActRequest {
  config: ActionConfig;
  path: string;
  /** What `loadingBehavior: "auto"` means for this control. */
  auto: 'none' | 'self' | 'container';
  /** The element inside whose form to look for values. */
  from: Element;
  /** Refuse while a required field is empty or a pattern does not match. */
  validate: boolean;
}

/** Reads a string prop; anything else is absent. */
export function text(node: WidgetNode, name: string): string | undefined {
  const value = node[name];
  return typeof value === 'string' ? value : undefined;
}

/** Whether a prop is exactly true. */
export function flag(node: WidgetNode, name: string): boolean {
  return node[name] === true;
}

/** Reads an action; anything without a `type` is absent. */
export function actionOf(value: unknown): ActionConfig | null {
  if (typeof value !== 'object' || value === null) return null;
  return typeof (value as ActionConfig).type === 'string' ? (value as ActionConfig) : null;
}

/** Reads a list prop; anything else is empty. */
export function list<T>(node: WidgetNode, name: string): T[] {
  const value = node[name];
  return Array.isArray(value) ? (value as T[]) : [];
}

/** What a field does once it is in the page: takes the focus or selects its text, if it is to. */
export function enterField(node: WidgetNode): (element: HTMLElement) => void {
  return (element) => {
    if (flag(node, 'autoFocus')) element.focus({ preventScroll: true });
    if (flag(node, 'autoSelect')) (element as HTMLInputElement).select();
  };
}
