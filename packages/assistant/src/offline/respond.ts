import type { RespondInput } from '@parley/chatkit';
import type { ThreadStreamEvent, UserMessageItem } from '@parley/chatkit/protocol';
import type { AssistantContext } from '../context.ts';
import { settleByMessage } from '../conversation/consent.ts';
import { emitAnswer } from '../conversation/emit-answer.ts';
import { readMemory } from '../conversation/memory.ts';
import { messageText } from '../conversation/message-text.ts';
import { threadTitle } from '../conversation/thread-title.ts';
import type { Clock } from '../dates/due-date.ts';
import { getTask, type TaskRow } from '../tools/task-tools.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import { startsWithTaskVerb } from '../understand/task-verbs.ts';
import { isTalk, talkText } from '../replies/small-talk.ts';
import { readAnswer } from '../understand/read-answer.ts';
import { readConsent } from '../understand/read-consent.ts';
import { readMessage } from '../understand/read-message.ts';
import type { Intent } from '../understand/intent.ts';
import { answerIntent } from './answer-intent.ts';
import type { Answer } from '../answers/answer.ts';
import type { Session } from './session.ts';

/** Answers a message by rules alone. */
export async function* respondOffline(
  turn: RespondInput<AssistantContext> & { item: UserMessageItem },
  tools: { toolbox: Toolbox; clock: Clock },
): AsyncGenerator<ThreadStreamEvent> {
  const { toolbox, clock } = tools;
  const message = messageText(turn.item);
  const intent = readMessage(message, clock);
  turn.thread.title ??= threadTitle(message, intent);
  const memory = await readMemory(turn, turn.item.id);
  const { pending } = memory;
  const consent = readConsent(message);
  if (yield* settleByMessage(turn, pending, { consent, toolbox, clock })) return;

  const session: Session = {
    toolbox,
    clock,
    memory,
    userName: turn.context.userName,
    seed: turn.item.id,
    askedAt: turn.item.created_at,
  };
  if (!isTalk(intent) || memory.question)
    yield { type: 'progress_update', text: 'Looking at your tasks…' };
  const answer = await answerMessage(session, { message, intent, consent });
  const dropped = pending ? [`I did not ${pending.summary}.`] : [];
  const text = [...dropped, answer.text].filter((line) => line !== '').join('\n');
  yield* emitAnswer(turn, { ...answer, text }, clock);
}

interface ReadMessage {
  message: string;
  intent: Intent;
  consent: 'yes' | 'no' | null;
}

async function answerMessage(
  session: Session,
  { message, intent, consent }: ReadMessage,
): Promise<Answer> {
  const { question } = session.memory;
  if (question && !isCommand(intent)) {
    const candidates = await candidatesOf(session, question.numbers ?? []);
    const answer = readAnswer(question, message, { clock: session.clock, candidates });
    if (answer.kind === 'declined') return { text: 'Okay, I changed nothing.' };
    if (answer.kind === 'unclear') {
      const names = (question.numbers ?? []).map((number) => `#${number}`).join(' or ');
      return {
        text: `That could be a place in the list or a task number. Please say ${names}.`,
        question,
      };
    }
    if (answer.kind === 'intent') return answerIntent(session, answer.intent);
  }
  if (consent === 'yes')
    return {
      text: 'There is nothing waiting for a yes. What shall I do? Say "help" for examples.',
    };
  if (consent === 'no') return { text: 'Okay, I changed nothing.' };
  // Whoever was just asked something did not name a new task by words of no other meaning.
  const wasAsked = question !== null || session.memory.pending !== null;
  if (wasAsked && intent.kind === 'offer' && !startsWithTaskVerb(intent.draft.title))
    return { text: talkText({ kind: 'unknown' }, session.userName) };
  return answerIntent(session, intent);
}

/** Whether the words stand on their own, so that they are no answer to a question. */
function isCommand(intent: Intent): boolean {
  return (
    !['unknown', 'offer', 'off-topic', 'thanks', 'not-english'].includes(intent.kind) &&
    !(intent.kind === 'add' && intent.drafts[0]?.title === '')
  );
}

async function candidatesOf(session: Session, numbers: number[]): Promise<TaskRow[]> {
  const rows = await Promise.all(numbers.map((number) => getTask(session.toolbox, number)));
  return rows.filter((row) => row !== null);
}
