import { type Resolution, resolveReference } from '../references/resolve.ts';
import { choicesOf, notFoundText } from '../replies/wording.ts';
import { MOST_TASKS, type TaskRow } from '../tools/task-tools.ts';
import type { TargetedIntent, TaskStatus } from '../understand/intent.ts';
import { answerOffer } from './answer-add.ts';
import type { Answer } from '../answers/answer.ts';
import type { Session } from './session.ts';

const VERBS: Record<TargetedIntent['kind'], string> = {
  show: 'show',
  complete: 'complete',
  reopen: 'reopen',
  start: 'start',
  delete: 'delete',
  restore: 'bring back',
  edit: 'change',
  'edit-what': 'change',
};

/** Finds the tasks an intent speaks of and goes on with them, or answers why it cannot. */
export async function withTarget(
  session: Session,
  intent: TargetedIntent,
  next: { wanted: readonly TaskStatus[]; go(tasks: TaskRow[]): Promise<Answer> | Answer },
): Promise<Answer> {
  const resolution = await resolveReference(session, intent.target, next.wanted);
  if (resolution.kind === 'tasks' && resolution.tasks.length > 0) return next.go(resolution.tasks);
  return answerMiss(session, intent, resolution);
}

/**
 * Says why no task is meant, asks which one, or offers to add what may have been meant as a task.
 */
export async function answerMiss(
  session: Session,
  intent: TargetedIntent,
  resolution: Resolution,
): Promise<Answer> {
  const verb = VERBS[intent.kind];
  switch (resolution.kind) {
    case 'tasks':
      return { text: 'There is no such task in your list, so I changed nothing.' };
    case 'missing': {
      const text = notFoundText(resolution.what);
      if (!intent.draft) return { text };
      const offer = await answerOffer(session, intent.draft);
      return { ...offer, text: `I could not find ${resolution.what}. ${offer.text}` };
    }
    case 'gone':
      return {
        text: `Task #${resolution.number} is no longer there, so I changed nothing. Say "show my tasks" for a fresh list.`,
      };
    case 'nothing-to-refer-to':
      return { text: `Which task shall I ${verb}? Name it by its number, or say "show my tasks".` };
    case 'too-many':
      return {
        text: `You have more than ${MOST_TASKS} tasks, too many for me to look through. Which one shall I ${verb}? Name it by its number.`,
      };
    case 'ambiguous':
      return {
        text: `Which one shall I ${verb}?\n${choicesOf(resolution.tasks, session.clock)}`,
        question: {
          kind: 'question',
          about: 'which',
          intent,
          numbers: resolution.tasks.map((task) => task.number),
        },
      };
  }
}
