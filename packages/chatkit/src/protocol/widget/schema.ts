import { z } from 'zod';
import { faultOf } from './fault.ts';
import type { WidgetNode } from './node.ts';
import { normalizeWidget } from './normalize.ts';
import type { WidgetRoot } from './root.ts';

const roots = new Set(['Card', 'ListView', 'Basic']);

/** Schema of {@link WidgetNode}: checks what every client needs and passes on the rest. */
export const widgetNodeSchema: z.ZodType<WidgetNode> = z.unknown().transform((value, context) => {
  const found = faultOf(value);
  if (found === undefined) return normalizeWidget(value as WidgetNode);
  context.addIssue({ code: 'custom', message: found });
  return z.NEVER;
});

/** Schema of {@link WidgetRoot}: a Card, ListView or Basic. */
export const widgetRootSchema: z.ZodType<WidgetRoot> = z.unknown().transform((value, context) => {
  const found = rootFaultOf(value);
  if (found === undefined) return normalizeWidget(value as WidgetRoot);
  context.addIssue({ code: 'custom', message: found });
  return z.NEVER;
});

/** Names the first thing that keeps a value from being a whole widget, or nothing. */
export function rootFaultOf(value: unknown): string | undefined {
  const found = faultOf(value);
  if (found !== undefined) return found;
  const { type } = value as WidgetRoot;
  return roots.has(type) ? undefined : `${type} cannot be the root of a widget`;
}
