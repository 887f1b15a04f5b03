import { setProps } from './props.ts';
import type { VNode } from './h.ts';

interface Mounted {
  node: VNode | string;
  /** The node a memo drew last; the same as `node` otherwise. */
  drawn: VNode | string;
  dom: Element | Text;
  children: Mounted[];
  /** What `ref` returned. */
  leave: (() => void) | null;
}

/** Draws into one parent, again and again, changing only what differs. */
export interface Renderer {
  render(nodes: readonly VNode[]): void;
}

/**
 * Calls of `ref` that wait for the end of the drawing. Drawing is synchronous, so one list does.
 */
const entering: (() => void)[] = [];

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes a renderer. Elements are matched by key, or by place and tag without one, and are never
 * recreated while they match: focus, selection, scroll and typed text stay.
 */
export function createRenderer(parent: ParentNode & Node): Renderer {
  let mounted: Mounted[] = [];
  return {
    render(nodes) {
      mounted = patchChildren(parent, mounted, nodes);
      // Only now is everything in the tree, where it can be focused and measured.
      for (const enter of entering.splice(0)) enter();
    },
  };
}

function patchChildren(
  parent: Node,
  before: readonly Mounted[],
  nodes: readonly (VNode | string)[],
): Mounted[] {
  const keyed = new Map<string, Mounted>();
  const unkeyed: Mounted[] = [];
  for (const child of before) {
    const key = keyOf(child.node);
    if (key === undefined) unkeyed.push(child);
    else keyed.set(key, child);
  }
  const used = new Set<Mounted>();
  let place = 0;
  const after = nodes.map((node) => {
    const key = keyOf(node);
    const candidate = key === undefined ? unkeyed[place++] : keyed.get(key);
    // A key used twice must not claim one element twice.
    if (candidate === undefined || used.has(candidate) || !fits(candidate, node)) {
      return mount(node, parent);
    }
    used.add(candidate);
    update(candidate, node);
    return candidate;
  });
  for (const child of before) if (!used.has(child)) remove(child);
  settle(parent, after);
  return after;
}

/** Puts the elements in order, moving as few as it can: a moved element would lose its focus. */
function settle(parent: Node, mounted: readonly Mounted[]): void {
  let next: Node | null = null;
  for (let at = mounted.length - 1; at >= 0; at -= 1) {
    const dom: Node | undefined = mounted[at]?.dom;
    if (dom === undefined) continue;
    if (dom.parentNode !== parent || dom.nextSibling !== next) parent.insertBefore(dom, next);
    next = dom;
  }
}

function mount(node: VNode | string, parent: Node): Mounted {
  if (typeof node === 'string') {
    return { node, drawn: node, dom: document.createTextNode(node), children: [], leave: null };
  }
  const drawn = resolve(node);
  const isSvg = drawn.tag === 'svg' || (parent as Element).namespaceURI === SVG;
  const dom = isSvg ? document.createElementNS(SVG, drawn.tag) : document.createElement(drawn.tag);
  setProps(dom, {}, drawn.props);
  const mounted: Mounted = { node, drawn, dom, children: [], leave: null };
  mounted.children = patchChildren(dom, [], drawn.children);
  const { ref } = drawn.props;
  if (ref !== undefined) {
    entering.push(() => {
      mounted.leave = ref(dom as HTMLElement) ?? null;
    });
  }
  return mounted;
}

function update(mounted: Mounted, node: VNode | string): void {
  if (typeof node === 'string') {
    if (mounted.node !== node) mounted.dom.nodeValue = node;
    mounted.node = node;
    mounted.drawn = node;
    return;
  }
  const before = mounted.node;
  if (typeof before !== 'string' && sameDeps(before, node)) return;
  const drawn = resolve(node);
  const previous = mounted.drawn;
  mounted.node = node;
  mounted.drawn = drawn;
  if (drawn === previous || typeof previous === 'string') return;
  setProps(mounted.dom as Element, previous.props, drawn.props);
  mounted.children = patchChildren(mounted.dom, mounted.children, drawn.children);
}

function remove(mounted: Mounted): void {
  leave(mounted);
  mounted.dom.parentNode?.removeChild(mounted.dom);
}

function leave(mounted: Mounted): void {
  mounted.leave?.();
  for (const child of mounted.children) leave(child);
}

function fits(mounted: Mounted, node: VNode | string): boolean {
  if (typeof node === 'string' || typeof mounted.node === 'string') {
    return typeof node === typeof mounted.node;
  }
  if (node.memo !== undefined || mounted.node.memo !== undefined) {
    // A memo always draws the same tag for the same key.
    return (node.memo === undefined) === (mounted.node.memo === undefined);
  }
  return node.tag === mounted.node.tag;
}

function sameDeps(before: VNode, after: VNode): boolean {
  const a = before.memo?.deps;
  const b = after.memo?.deps;
  return (
    a !== undefined &&
    b !== undefined &&
    a.length === b.length &&
    a.every((value, at) => Object.is(value, b[at]))
  );
}

function resolve(node: VNode): VNode {
  return node.memo === undefined ? node : node.memo.draw();
}

function keyOf(node: VNode | string): string | undefined {
  return typeof node === 'string' ? undefined : node.key;
}
