import type { Intent, TalkKind } from '../understand/intent.ts';

const EXAMPLES = [
  '- "add buy milk tomorrow at 5pm, high priority #home"',
  '- "show pending tasks", "what is overdue?", "search for budget"',
  '- "complete task 3", "start the report", "reopen task 8"',
  '- "move the report to next Friday", "make it urgent", "tag task 7 as home"',
  '- "delete task 2" (I ask first) and "undo"',
].join('\n');

const REPLIES: Record<Exclude<TalkKind, 'hello'>, string> = {
  help: `I am the offline assistant: I follow rules, there is no language model behind me. I look after your tasks. Try:\n${EXAMPLES}`,
  bye: 'Goodbye.',
  thanks: 'You are welcome.',
  declined: 'Okay, I changed nothing.',
  'off-topic':
    'I only look after your tasks, so I cannot answer that. Say "help" to see what I understand.',
  'own-tasks-only':
    'I only see and change the tasks of the account you are signed in with. Say "show my tasks" to see them.',
  'no-secrets':
    'I cannot do that. I am the offline assistant: I have no prompt or key to show, and I only look after your tasks.',
  'no-reminders':
    'I cannot send reminders, so I changed nothing. I can give a task a due date: "set the due date of task 7 to tomorrow at 6pm".',
  'not-english':
    'I am the offline assistant and understand only English, so I changed nothing. With "add" before it, a text in any language becomes a task.',
  several: 'Please ask for one thing at a time; I changed nothing yet.',
  'too-long':
    'That is too long for me, so I changed nothing. A request has at most 1000 characters; a new task with its notes has 5000.',
  unknown:
    'I did not understand that, so I changed nothing. Try "add buy milk tomorrow", "show my tasks" or "help".',
};

/** An intent that is answered without looking at a task. */
export type Talk = Extract<Intent, { kind: TalkKind }>;

/** Whether an intent is answered without looking at a task. */
export function isTalk(intent: Intent): intent is Talk {
  return intent.kind === 'hello' || intent.kind in REPLIES;
}

/** The answer to words that no task needs to be looked at for. */
export function talkText({ kind }: Talk, userName: string): string {
  if (kind !== 'hello') return REPLIES[kind];
  const [first = ''] = userName.trim().split(/\s+/);
  const name = first === '' ? '' : ` ${first}`;
  return `Hello${name}! I am the offline assistant and look after your tasks. Say "help" to see what I understand.`;
}
