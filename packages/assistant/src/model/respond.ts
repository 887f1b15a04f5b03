import type { RespondInput } from '@parley/chatkit';
import type { ThreadStreamEvent, UserMessageItem } from '@parley/chatkit/protocol';
import type { LanguageModel, ModelMessage } from 'ai';
import type { AssistantContext } from '../context.ts';
import { settleByMessage } from '../conversation/consent.ts';
import { emitAnswer } from '../conversation/emit-answer.ts';
import { readMemory } from '../conversation/memory.ts';
import { messageText } from '../conversation/message-text.ts';
import { threadTitle } from '../conversation/thread-title.ts';
import type { Clock } from '../dates/due-date.ts';
import { answerIntent } from '../offline/answer-intent.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import { readConsent } from '../understand/read-consent.ts';
import { readMessage } from '../understand/read-message.ts';
import { instructionsFor } from './instructions.ts';
import { modelMessages } from './model-messages.ts';
import { ModelError, streamErrorOf } from './provider-error.ts';
import { runTurn } from './run-turn.ts';

/** What a turn with a model needs. */
export interface ModelTools {
  toolbox: Toolbox;
  clock: Clock;
  model: LanguageModel;
  /** Milliseconds a whole turn may take. */
  timeoutMs: number;
  onError(error: ModelError): void;
}

/** A turn that has a message to answer. */
export type ModelTurn = RespondInput<AssistantContext> & { item: UserMessageItem };

/**
 * Answers a message with a model. What waits for a yes, and "undo", are settled without it.
 *
 * @throws {CustomStreamError} when the provider fails, is too slow or says nothing.
 */
export async function* respondWithModel(
  turn: ModelTurn,
  tools: ModelTools,
): AsyncGenerator<ThreadStreamEvent> {
  const { toolbox, clock } = tools;
  const message = messageText(turn.item);
  const intent = readMessage(message, clock);
  turn.thread.title ??= threadTitle(message, intent);
  const memory = await readMemory(turn, turn.item.id);
  const consent = readConsent(message);
  if (yield* settleByMessage(turn, memory.pending, { consent, toolbox, clock })) return;
  if (intent.kind === 'undo' && memory.touched?.undo) {
    const { id: seed, created_at: askedAt } = turn.item;
    const session = { toolbox, clock, memory, userName: turn.context.userName, seed, askedAt };
    return yield* emitAnswer(turn, await answerIntent(session, intent), clock);
  }
  yield* askModel(turn, tools, await modelMessages(memory.items, turn.item));
}

async function* askModel(
  turn: ModelTurn,
  tools: ModelTools,
  messages: ModelMessage[],
): AsyncGenerator<ThreadStreamEvent> {
  const deadline = AbortSignal.timeout(tools.timeoutMs);
  const signal = AbortSignal.any([turn.signal, deadline]);
  const instructions = instructionsFor(tools.clock, turn.context.userName);
  const progress = { wrote: false };
  try {
    yield* runTurn(turn, { ...tools, signal, instructions, messages, progress });
  } catch (error) {
    // The user has gone or pressed stop: nobody is left to tell.
    if (turn.signal.aborted) return;
    // A failure of ours, such as the database, is not the model's: the server reports it.
    if (!(error instanceof ModelError)) throw error;
    tools.onError(error);
    throw streamErrorOf(error, progress.wrote);
  }
}
