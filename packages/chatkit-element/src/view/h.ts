/** What may stand among children; nothing is drawn for null, undefined and booleans. */
export type Child = VNode | string | number | boolean | null | undefined | Child[];

/** Attributes, `class`, `style`, `onX` listeners, `key`, `ref` and initial form values. */
export interface Props {
  key?: string;
  class?: string | (string | false | null | undefined)[];
  /** Set through the CSSOM, which a Content-Security-Policy allows. */
  style?: Record<string, string | undefined>;
  /** Called once the new element is in the tree; what it returns is called when it goes. */
  ref?: (element: HTMLElement) => (() => void) | void;
  /** Initial form value. A later change reaches only a field that nobody edited. */
  value?: string;
  /** Initial state of a checkbox or radio, with the same rule. */
  checked?: boolean;
  [name: string]: unknown;
}

/** A description of an element. */
export interface VNode {
  tag: string;
  key: string | undefined;
  props: Props;
  children: (VNode | string)[];
  /** Present on memo nodes: drawn again only when one of these differs. */
  memo?: { deps: readonly unknown[]; draw: () => VNode };
}

/** Describes an element. */
export function h(tag: string, props: Props | null, ...children: Child[]): VNode {
  return { tag, key: props?.key, props: props ?? {}, children: flatten(children) };
}

/** Describes something that is drawn again only when one of `deps` is another value than before. */
export function memo(key: string, deps: readonly unknown[], draw: () => VNode): VNode {
  return { tag: '', key, props: {}, children: [], memo: { deps, draw } };
}

function flatten(children: Child[]): (VNode | string)[] {
  const flat: (VNode | string)[] = [];
  for (const child of children) {
    if (Array.isArray(child)) flat.push(...flatten(child));
    else if (typeof child === 'string') flat.push(child);
    else if (typeof child === 'number') flat.push(String(child));
    else if (typeof child === 'object' && child !== null) flat.push(child);
  }
  return flat;
}
