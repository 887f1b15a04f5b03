import type { Props } from './h.ts';

const LISTENERS = Symbol('listeners');

interface Listening {
  [LISTENERS]?: Map<string, EventListener>;
}

/** Brings an element from one set of props to the next. */
export function setProps(element: Element, before: Props, after: Props): void {
  for (const name of Object.keys(before)) {
    if (!(name in after)) setProp(element, name, before[name], undefined);
  }
  for (const name of Object.keys(after)) {
    if (!Object.is(before[name], after[name])) setProp(element, name, before[name], after[name]);
  }
}

function setProp(element: Element, name: string, before: unknown, after: unknown): void {
  if (name === 'key' || name === 'ref') return;
  if (name === 'style') return setStyle(element as HTMLElement, before, after);
  if (name === 'value') return setValue(element as HTMLInputElement, before, after);
  if (name === 'checked') return setChecked(element as HTMLInputElement, before, after);
  if (name.startsWith('on')) return setListener(element, name.slice(2).toLowerCase(), after);
  const value = name === 'class' && Array.isArray(after) ? after.filter(Boolean).join(' ') : after;
  if (value === undefined || value === null || value === false) element.removeAttribute(name);
  else if (value === true) element.setAttribute(name, '');
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

function setStyle(element: HTMLElement, before: unknown, after: unknown): void {
  const old = (before ?? {}) as Record<string, string | undefined>;
  const next = (after ?? {}) as Record<string, string | undefined>;
  for (const name of Object.keys(old)) {
    if (next[name] === undefined) element.style.removeProperty(name);
  }
  for (const [name, value] of Object.entries(next)) {
    if (value !== undefined && value !== old[name]) element.style.setProperty(name, value);
  }
}

/** Writes a new default only where the old one is still untouched: typed text wins. */
function setValue(element: HTMLInputElement, before: unknown, after: unknown): void {
  const isFirst = before === undefined;
  // The value of these is their name in the form, not something people write.
  const isChoice = element.type === 'radio' || element.type === 'checkbox';
  if (isChoice) element.setAttribute('value', String(after));
  else if (isFirst ? element.value === '' : element.value === before) {
    element.value = typeof after === 'string' ? after : '';
  }
}

function setChecked(element: HTMLInputElement, before: unknown, after: unknown): void {
  if (before === undefined || element.checked === before) element.checked = after === true;
}

/** One DOM listener per event name; drawing again only swaps the function behind it. */
function setListener(element: Element & Listening, name: string, after: unknown): void {
  const listeners = (element[LISTENERS] ??= new Map());
  if (typeof after !== 'function') {
    listeners.delete(name);
    return;
  }
  const isNew = !listeners.has(name);
  listeners.set(name, after as EventListener);
  if (!isNew) return;
  element.addEventListener(name, function handle(event) {
    listeners.get(name)?.call(element, event);
  });
}
