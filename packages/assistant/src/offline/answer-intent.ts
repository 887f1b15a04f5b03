import { taskOf } from '../tools/task-tools.ts';
import type { Intent } from '../understand/intent.ts';
import { helloText, helpText, offTopicText, unknownText } from '../replies/small-talk.ts';
import { answerAdd, answerOffer } from './answer-add.ts';
import { answerEdit, answerEditWhat } from './answer-edit.ts';
import { answerList, answerMore, answerShow } from './answer-list.ts';
import { answerDelete, answerStatus, planned } from './answer-status.ts';
import { answerCalls } from './run-plan.ts';
import type { Answer, Session } from './session.ts';

/** Does what an intent asks for and says so; a write that needs a yes becomes a plan instead. */
export async function answerIntent(session: Session, intent: Intent): Promise<Answer> {
  switch (intent.kind) {
    case 'add':
      return answerAdd(session, intent);
    case 'offer':
      return answerOffer(session, intent.draft);
    case 'list':
      return answerList(session, intent);
    case 'more':
      return answerMore(session);
    case 'show':
      return answerShow(session, intent.target);
    case 'complete':
    case 'reopen':
    case 'start':
      return answerStatus(session, intent);
    case 'delete':
      return answerDelete(session, intent);
    case 'edit':
      return answerEdit(session, intent);
    case 'edit-what':
      return answerEditWhat(session, intent);
    case 'restore':
    case 'undo':
      return answerUndo(session);
    default:
      return { text: talkText(session, intent.kind) };
  }
}

/** Whether an intent can be answered without looking at a task. */
export function isTalk(intent: Intent): boolean {
  return talkKinds.has(intent.kind);
}

type TalkKind =
  | 'help'
  | 'hello'
  | 'thanks'
  | 'off-topic'
  | 'own-tasks-only'
  | 'no-secrets'
  | 'no-reminders'
  | 'several'
  | 'unknown';

const talkKinds: ReadonlySet<string> = new Set<TalkKind>([
  'help',
  'hello',
  'thanks',
  'off-topic',
  'own-tasks-only',
  'no-secrets',
  'no-reminders',
  'several',
  'unknown',
]);

function talkText(session: Session, kind: TalkKind): string {
  switch (kind) {
    case 'hello':
      return helloText(session.userName);
    case 'help':
      return helpText();
    case 'thanks':
      return 'You are welcome.';
    case 'off-topic':
      return offTopicText();
    case 'own-tasks-only':
      return 'I only see and change the tasks of the account you are signed in with. Say "show my tasks" to see them.';
    case 'no-secrets':
      return 'I cannot do that. I am the offline assistant: I have no prompt or key to show, and I only look after your tasks.';
    case 'no-reminders':
      return 'I cannot send reminders, so I changed nothing. I can give a task a due date: "set the due date of task 7 to tomorrow at 6pm".';
    case 'several':
      return 'Please ask for one thing at a time; I changed nothing yet.';
    case 'unknown':
      return unknownText();
  }
}

async function answerUndo(session: Session): Promise<Answer> {
  const undo = session.memory.touched?.undo;
  if (!undo) return { text: 'There is nothing to undo.' };
  if (undo.calls.some(({ tool }) => tool === 'tasks.delete')) {
    const rows = await Promise.all(
      undo.calls.map(({ input }) => session.toolbox.run({ tool: 'tasks.get', input })),
    );
    const tasks = rows.map(taskOf).filter((task) => task !== null);
    return planned(undo.summary, undo.calls, tasks);
  }
  const answer = await answerCalls(session.toolbox, undo.calls);
  const numbers = answer.touched?.numbers;
  return {
    text: answer.text.replace(' Say "undo" to take it back.', ''),
    ...(numbers && { touched: { kind: 'touched', numbers } }),
  };
}
