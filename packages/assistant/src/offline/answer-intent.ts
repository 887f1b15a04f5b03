import { type Answer, planned } from '../answers/answer.ts';
import { taskOf } from '../tools/task-tools.ts';
import type { Intent } from '../understand/intent.ts';
import { talkText } from '../replies/small-talk.ts';
import { answerAdd, answerOffer } from './answer-add.ts';
import { answerEdit, answerEditWhat } from './answer-edit.ts';
import { answerList, answerMore, answerShow } from './answer-list.ts';
import { answerDelete, answerStatus } from './answer-status.ts';
import { answerCalls } from '../answers/run-calls.ts';
import type { Session } from './session.ts';

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
      return answerShow(session, intent);
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
      return { text: talkText(intent, session.userName) };
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
