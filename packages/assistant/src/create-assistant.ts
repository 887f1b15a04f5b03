import { appRouter, toolsOf } from '@parley/api';
import type { TurnInput } from '@parley/chatkit';
import type { ThreadStreamEvent } from '@parley/chatkit/protocol';
import type { LanguageModel } from 'ai';
import { handleAction } from './actions/handle-action.ts';
import type { Assistant, AssistantContext } from './context.ts';
import type { Clock } from './dates/due-date.ts';
import type { ModelError } from './model/provider-error.ts';
import type { ModelTools, ModelTurn } from './model/respond.ts';
import type { ModelSetting, NamedModel } from './model-setting.ts';
import { respondOffline } from './offline/respond.ts';
import { createToolbox, type Toolbox } from './tools/toolbox.ts';

/** Options of {@link createAssistant}. */
export interface AssistantOptions {
  model: ModelSetting;
  /** The clock that "today" and "in two hours" are read by. @default () => new Date() */
  now?: () => Date;
  /** Milliseconds a model may take for a whole turn. @default 60_000 */
  turnTimeoutMs?: number;
  /** Told when a model fails; the error holds no text of a conversation. Must not throw. */
  onError?(error: ModelError, info: { requestId: string; model: string }): void;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * Makes the assistant: the tools of the API behind either rules or a model. What talks to models is
 * loaded only for a model.
 *
 * @throws {RangeError} when the time limit is no positive number.
 */
export async function createAssistant(options: AssistantOptions): Promise<Assistant> {
  const { now = () => new Date(), turnTimeoutMs = DEFAULT_TIMEOUT_MS, onError } = options;
  if (!(turnTimeoutMs > 0)) throw new RangeError('turnTimeoutMs must be a positive number.');
  const tools = toolsOf(appRouter);
  const label = labelOf(options.model);
  const askModel = await modelOf(options.model);
  const bind = (turn: TurnInput<AssistantContext>): { toolbox: Toolbox; clock: Clock } => ({
    toolbox: createToolbox(tools, turn.context.caller),
    clock: clockOf(turn.context, now()),
  });
  return {
    label,
    async *respond(turn) {
      const { item } = turn;
      // Nothing of ours asks the page for input, so there is always a message to answer.
      if (!item) return;
      if (!askModel) return yield* respondOffline({ ...turn, item }, bind(turn));
      const { requestId } = turn.context;
      const report = (error: ModelError): void => onError?.(error, { requestId, model: label });
      yield* askModel(
        { ...turn, item },
        { ...bind(turn), timeoutMs: turnTimeoutMs, onError: report },
      );
    },
    action: (turn) => handleAction(turn, bind(turn)),
  };
}

/** Only where English is written as in the United States does the month come first. */
function clockOf({ timeZone, locale }: AssistantContext, now: Date): Clock {
  return { now, timeZone, dayFirst: !/^en(?:-(?:US|PH))?$/i.test(locale) };
}

function labelOf(setting: ModelSetting): string {
  return setting.kind === 'offline' ? 'offline assistant' : setting.label;
}

type AskModel = (
  turn: ModelTurn,
  tools: Omit<ModelTools, 'model'>,
) => AsyncIterable<ThreadStreamEvent>;

async function modelOf(setting: ModelSetting): Promise<AskModel | null> {
  if (setting.kind === 'offline') return null;
  // The SDK and its providers are most of this package's weight, which rules do without.
  const { respondWithModel } = await import('./model/respond.ts');
  const model = setting.kind === 'instance' ? setting.model : await openNamed(setting);
  return (turn, tools) => respondWithModel(turn, { ...tools, model });
}

async function openNamed(setting: NamedModel): Promise<LanguageModel> {
  const { openModel } = await import('./model/open-model.ts');
  return openModel(setting);
}
