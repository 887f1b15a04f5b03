import { mustWait } from '../../core/actions.ts';
import { ChatError } from '../../core/errors.ts';
import type { ChatState } from '../../core/state.ts';
import { childrenOf } from '../../core/widget-tree.ts';
import type { ActionConfig, WidgetItem, WidgetNode } from '../../core/wire.ts';
import type { ViewContext } from '../context.ts';
import { h } from '../h.ts';
import type { VNode } from '../h.ts';
import { mergePayload, valuesOf } from './form-values.ts';
import type { ActRequest, NodeContext } from './node-context.ts';
import { drawNode } from './nodes.ts';

/** A widget in the conversation. Its container fades while an action of it asks for that. */
export function widgetItem(item: WidgetItem, state: ChatState, view: ViewContext): VNode {
  const acting = state.acting?.itemId === item.id ? state.acting : null;
  const isFaded = acting?.behavior === 'container';
  const context: NodeContext = {
    item,
    view,
    labelled: new Set(labelsIn(item.widget)),
    busyControl: acting?.behavior === 'self' ? acting.control : null,
    isBlocked: (config) => mustWait(config, state),
    act: (request) => act(request, item, view),
    draw: (node, path) => drawNode(node, path, context),
  };
  return h(
    'div',
    {
      class: ['widget', isFaded && 'faded'],
      part: 'widget',
      lang: view.lang,
      'aria-busy': String(isFaded),
    },
    context.draw(item.widget, 'root'),
  );
}

function act(request: ActRequest, item: WidgetItem, view: ViewContext): void {
  const { config, path, auto, from, validate } = request;
  // The state of this moment, not of the last drawing: two presses may come before the next.
  if (mustWait(config, view.chat.state.get())) return;
  const form = from.closest('form');
  if (validate && form !== null && !form.reportValidity()) return;
  const fields = form === null ? fieldOf(from) : valuesOf(form);
  const { payload, collisions } = mergePayload(config.payload, fields);
  for (const name of collisions) {
    const message = `Form field "${name}" has the name of a payload key; the payload keeps its own.`;
    view.emit('error', { error: new ChatError('integration', message) });
  }
  const action: ActionConfig = { ...config };
  if (payload !== undefined) action.payload = payload;
  view.run(() => view.chat.actions.perform(action, { item, control: path, auto }));
}

/** The value of a control that stands outside any form and acts when it changes. */
function fieldOf(element: Element): Record<string, unknown> {
  const { dataset, type, checked, value } = element as HTMLInputElement;
  const name = dataset['field'];
  if (name === undefined) return {};
  return { [name]: type === 'checkbox' ? checked : value };
}

function labelsIn(node: WidgetNode): string[] {
  const name = node.type === 'Label' ? node['fieldName'] : undefined;
  const inner = childrenOf(node).flatMap(labelsIn);
  return typeof name === 'string' ? [name, ...inner] : inner;
}
