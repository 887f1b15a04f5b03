import { formatDue } from '../dates/format-due.ts';
import { sameTitle } from '../references/match-title.ts';
import { detailsOf, nameOf, namesOf } from '../replies/wording.ts';
import { listAllTasks, taskOf, type TaskRow } from '../tools/task-tools.ts';
import type { ToolCall } from '../tools/toolbox.ts';
import type { Intent, TaskDraft } from '../understand/intent.ts';
import type { Answer } from '../answers/answer.ts';
import type { Session } from './session.ts';
import { taskIdFrom } from '../tools/task-id.ts';

type AddIntent = Extract<Intent, { kind: 'add' }>;

/** Adds tasks, or asks for what is missing or contradictory in them. */
export async function answerAdd(session: Session, intent: AddIntent): Promise<Answer> {
  if (intent.problem) return askAbout(session, intent);
  const { tasks: existing } = await listAllTasks(session.toolbox);
  const added: TaskRow[] = [];
  const refused: string[] = [];
  for (const [index, draft] of intent.drafts.entries()) {
    const outcome = await session.toolbox.run(createCall(draft, taskIdFrom(session.seed, index)));
    const task = taskOf(outcome);
    if (task) added.push(task);
    else refused.push(refusalText(draft, outcome.kind === 'refused' ? outcome.message : ''));
  }
  if (added.length === 0) return { text: refused.join(' ') };
  const numbers = added.map((task) => task.number);
  return {
    text: [addedText(session, added), ...refused, twinText(existing, added)]
      .filter((line) => line !== '')
      .join('\n'),
    touched: {
      kind: 'touched',
      numbers,
      undo: {
        calls: added.map(({ number }) => ({ tool: 'tasks.delete', input: { number } })),
        summary: `delete ${namesOf(added)}`,
      },
    },
  };
}

/** Asks whether something that was only named shall become a task. */
export async function answerOffer(session: Session, draft: TaskDraft): Promise<Answer> {
  const { tasks } = await listAllTasks(session.toolbox);
  const twins = sameTitle(draft.title, tasks);
  const known = twins.length > 0 ? ` You already have ${namesOf(twins)}.` : '';
  return {
    text: `Shall I add "${draft.title}" as a task${draftText(session, draft)}?${known} Say yes or no.`,
    question: { kind: 'question', about: 'offer', intent: { kind: 'add', drafts: [draft] } },
  };
}

function askAbout(session: Session, intent: AddIntent): Answer {
  const { problem, problemDue, ...open } = intent;
  const titles = intent.drafts.map((draft) => `"${draft.title}"`).join(' and ');
  switch (problem) {
    case 'past-date': {
      const said = problemDue ? formatDue(problemDue, session.clock) : 'That date';
      return ask(
        'due',
        open,
        `${said} has already passed. When is ${titles} due? Say a date, or "no date".`,
      );
    }
    case 'two-priorities':
      return ask(
        'priority',
        open,
        `You named two priorities. Which one shall ${titles} have: low, medium or high?`,
      );
    case 'repeats': {
      const when = intent.drafts[0] ? draftText(session, intent.drafts[0]) : '';
      return ask(
        'offer',
        open,
        `I cannot repeat tasks. Shall I add ${titles} once${when}? Say yes or no.`,
      );
    }
    default:
      return ask('title', open, 'What shall the task be called?');
  }
}

function draftText({ clock }: Session, { due, priority }: TaskDraft): string {
  const rank = priority && priority !== 'medium' ? `, ${priority} priority` : '';
  return due ? `${rank}, for ${formatDue(due, clock)}` : rank;
}

function ask(
  about: 'due' | 'priority' | 'offer' | 'title',
  intent: AddIntent,
  text: string,
): Answer {
  return { text, question: { kind: 'question', about, intent } };
}

function createCall(draft: TaskDraft, id: string): ToolCall {
  const { due, ...rest } = draft;
  return {
    tool: 'tasks.create',
    input: { id, ...rest, ...(due && { dueAt: due.at, dueHasTime: due.hasTime }) },
  };
}

function addedText({ clock }: Session, added: TaskRow[]): string {
  const [first] = added;
  if (first && added.length === 1) return `Added ${nameOf(first)}${detailsOf(first, clock)}.`;
  const lines = added.map((task) => `- ${nameOf(task)}${detailsOf(task, clock)}`);
  return [`Added ${added.length} tasks:`, ...lines].join('\n');
}

function twinText(existing: TaskRow[], added: TaskRow[]): string {
  const numbers = new Set(added.map((task) => task.number));
  const others = existing.filter((task) => !numbers.has(task.number));
  const twins = new Set(added.flatMap((task) => sameTitle(task.title, others)));
  return twins.size > 0 ? `You also have ${namesOf([...twins])}.` : '';
}

function refusalText(draft: TaskDraft, why: string): string {
  if (draft.title.length > 200) {
    return `I did not add it: a title has at most 200 characters, and this one has ${draft.title.length}.`;
  }
  return `I did not add "${draft.title}": ${why === '' ? 'it was not accepted.' : why}`;
}
