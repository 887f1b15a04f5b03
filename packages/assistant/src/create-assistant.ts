import { appRouter, toolsOf } from '@parley/api';
import type { TurnInput } from '@parley/chatkit';
import { handleAction } from './actions/handle-action.ts';
import type { Assistant, AssistantContext } from './context.ts';
import type { Clock } from './dates/due-date.ts';
import type { ModelSetting } from './model-setting.ts';
import { respondOffline } from './offline/respond.ts';
import { createToolbox, type Toolbox } from './tools/toolbox.ts';

/** Options of {@link createAssistant}. */
export interface AssistantOptions {
  model: ModelSetting;
  /** The clock that "today" and "in two hours" are read by. @default () => new Date() */
  now?: () => Date;
}

/** Makes the assistant: the tools of the API behind either rules or a model. */
export function createAssistant(options: AssistantOptions): Assistant {
  const { now = () => new Date() } = options;
  const tools = toolsOf(appRouter);
  const bind = (turn: TurnInput<AssistantContext>): { toolbox: Toolbox; clock: Clock } => ({
    toolbox: createToolbox(tools, turn.context.caller),
    clock: { now: now(), timeZone: turn.context.timeZone },
  });
  return {
    label: 'offline assistant',
    async *respond(turn) {
      const { item } = turn;
      if (item) yield* respondOffline({ ...turn, item }, bind(turn));
    },
    action: (turn) => handleAction(turn, bind(turn)),
  };
}
