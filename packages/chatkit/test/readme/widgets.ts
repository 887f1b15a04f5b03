import type { ActionInput, RespondInput } from '@parley/chatkit';
import { streamWidget } from '@parley/chatkit';
import type { ThreadStreamEvent } from '@parley/chatkit/protocol';
import { action, button, card, text } from '@parley/chatkit/widgets';

export async function* respond(input: RespondInput<unknown>): AsyncGenerator<ThreadStreamEvent> {
  const onClickAction = action('order.cancel', { payload: { order: 7 } });
  const children = [text('Order 7 is on its way.'), button({ label: 'Cancel it', onClickAction })];
  yield* streamWidget(input, card({ children }));
}

export async function* onAction(input: ActionInput<unknown>): AsyncGenerator<ThreadStreamEvent> {
  if (input.action.type !== 'order.cancel') return;
  yield* streamWidget(input, card({ children: [text('Order 7 is cancelled.')] }));
}
