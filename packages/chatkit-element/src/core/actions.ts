import { ChatError, toChatError } from './errors.ts';
import type { Observable } from './observable.ts';
import type { ChatHost, ChatState } from './state.ts';
import type { TurnRunner } from './turn.ts';
import type { Action, ActionConfig, ThreadItem, WidgetItem } from './wire.ts';

/** Where in a widget an action began. */
export interface ActionOrigin {
  item: WidgetItem;
  /** Names the control, so that it alone can show that it works. */
  control: string;
  /** What `loadingBehavior: "auto"` means there. */
  auto: 'none' | 'self' | 'container';
}

/** Runs widget actions. */
export interface ActionRunner {
  /** Runs what a control asks for. Failures are in the state and in `chatkit.error`. */
  perform(config: ActionConfig, origin: ActionOrigin): Promise<void>;
  /** Sends an action of the host. Rejects without a thread or while a response runs. */
  send(action: Action, itemId: string | undefined): Promise<void>;
}

/** Whether an action has to wait for the running response; client and sync actions need not. */
export function mustWait(config: ActionConfig, state: ChatState): boolean {
  if (state.acting !== null) return true;
  return state.responding && config.handler !== 'client' && config.streaming !== false;
}

/** Makes the action runner of one chat. */
export function createActionRunner(
  state: Observable<ChatState>,
  host: ChatHost,
  turns: TurnRunner,
): ActionRunner {
  return {
    async perform(config, origin) {
      if (mustWait(config, state.get())) return;
      const action: Action = { type: config.type };
      if (config.payload !== undefined) action.payload = config.payload;
      const behavior = config.loadingBehavior ?? 'auto';
      const handler = config.handler ?? 'server';
      host.emit('log', {
        name: 'widget.action',
        data: { widgetType: origin.item.widget.type, actionType: config.type, handler },
      });
      state.set({
        acting: {
          itemId: origin.item.id,
          control: origin.control,
          behavior: behavior === 'auto' ? origin.auto : behavior,
        },
      });
      try {
        if (handler === 'client') await runInPage(action, origin.item);
        else if (config.streaming === false) await runSync(action, origin.item.id);
        else await runStreaming(action, origin.item.id);
      } catch (error) {
        const failure = toChatError(error, 'integration');
        if (handler !== 'client') state.set({ failure: { error: failure, retry: null } });
        host.emit('error', { error: failure });
      } finally {
        state.set({ acting: null });
      }
    },
    async send(action, itemId) {
      if (state.get().threadId === null) {
        throw new ChatError('integration', 'There is no active thread to send the action to.');
      }
      await runStreaming(action, itemId);
    },
  };

  async function runInPage(action: Action, item: WidgetItem): Promise<void> {
    if (host.onWidgetAction === undefined) {
      throw new ChatError('integration', `No handler for widget action "${action.type}".`);
    }
    await host.onWidgetAction(action, { id: item.id, widget: item.widget });
  }

  async function runStreaming(action: Action, itemId: string | undefined): Promise<void> {
    const params: Record<string, unknown> = { thread_id: state.get().threadId, action };
    if (itemId !== undefined) params['item_id'] = itemId;
    await turns.run({ type: 'threads.custom_action', params });
  }

  async function runSync(action: Action, itemId: string): Promise<void> {
    const params = { thread_id: state.get().threadId, item_id: itemId, action };
    const answer = await host.client().call('threads.sync_custom_action', params);
    const updated = (answer as { updated_item?: ThreadItem } | null)?.updated_item;
    if (updated === undefined || updated === null) return;
    const { conversation } = state.get();
    const items = conversation.items.map((item) => (item.id === updated.id ? updated : item));
    state.set({ conversation: { ...conversation, items } });
  }
}
