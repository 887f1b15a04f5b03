import { isEqual, isRecord } from '../internal/equal.ts';
import type { WidgetUpdate } from '../protocol/update.ts';
import { normalizeWidget } from '../protocol/widget/normalize.ts';
import type { WidgetRoot } from '../protocol/widget/root.ts';

interface Growth {
  id: string;
  delta: string;
  streaming: boolean;
}

/**
 * The updates that turn one state of a widget into the next.
 *
 * Text that has grown at its end, in nodes that have an `id` of their own, becomes value deltas;
 * any other change becomes one `widget.root.updated`, so that applying the result to `before`
 * always gives `after`. `null` and absence are the same. Equal states give no updates.
 */
export function diffWidget(before: WidgetRoot, after: WidgetRoot): WidgetUpdate[] {
  return diffNormalized(normalizeWidget(before), normalizeWidget(after));
}

/** {@link diffWidget} of two states as {@link normalizeWidget} gives them. */
export function diffNormalized(from: WidgetRoot, to: WidgetRoot): WidgetUpdate[] {
  const growths: Growth[] = [];
  const replace: WidgetUpdate[] = [{ type: 'widget.root.updated', widget: to }];
  if (!collect(from, to, growths)) return replace;
  if (growths.length === 0) return [];
  const counts = countIds(to);
  // A delta is addressed by id alone: with a second node of that id it could land in the wrong one.
  if (growths.some((growth) => counts.get(growth.id) !== 1)) return replace;
  return growths.map((growth) => ({
    type: 'widget.streaming_text.value_delta',
    component_id: growth.id,
    delta: growth.delta,
    done: !growth.streaming,
  }));
}

/** Gathers grown texts; false as soon as something else differs. */
function collect(before: unknown, after: unknown, growths: Growth[]): boolean {
  if (Object.is(before, after)) return true;
  if (Array.isArray(before) && Array.isArray(after)) {
    return (
      before.length === after.length &&
      before.every((entry, index) => collect(entry, after[index], growths))
    );
  }
  if (!isRecord(before) || !isRecord(after)) return false;
  const growth = growthOf(before, after);
  if (growth !== undefined) growths.push(growth);
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (key === 'value' && growth !== undefined) continue;
    const [left, right] = [before[key] ?? null, after[key] ?? null];
    // Growth counts only where nodes live; the same shape inside a payload or data is a change.
    const same = key === 'children' ? collect(left, right, growths) : isEqual(left, right);
    if (!same) return false;
  }
  return true;
}

function growthOf(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Growth | undefined {
  if (before['type'] !== 'Text' && before['type'] !== 'Markdown') return undefined;
  const [from, to, id] = [before['value'], after['value'], after['id']];
  if (typeof from !== 'string' || typeof to !== 'string' || typeof id !== 'string')
    return undefined;
  if (to.length <= from.length || !to.startsWith(from)) return undefined;
  return { id, delta: to.slice(from.length), streaming: after['streaming'] === true };
}

function countIds(node: unknown, counts = new Map<string, number>()): Map<string, number> {
  if (Array.isArray(node)) {
    for (const entry of node) countIds(entry, counts);
    return counts;
  }
  if (!isRecord(node)) return counts;
  const id = node['id'];
  if (typeof id === 'string') counts.set(id, (counts.get(id) ?? 0) + 1);
  countIds(node['children'], counts);
  return counts;
}
