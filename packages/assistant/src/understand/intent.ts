import type { DateRange } from '../dates/date-range.ts';
import type { Due } from '../dates/due-date.ts';

/** How much a task matters, as the procedures name it. */
export type Priority = 'low' | 'medium' | 'high';
/** How far a task is, as the procedures name it. */
export type TaskStatus = 'todo' | 'doing' | 'done';
/** A part of the day that a due time falls in. */
export type DayPart = 'morning' | 'afternoon' | 'evening';

/** Conditions on tasks; all that are present must hold. */
export interface TaskFilter {
  status?: TaskStatus[];
  priority?: Priority[];
  tag?: string;
  due?: DateRange;
  overdue?: true;
  withoutDue?: true;
  dayPart?: DayPart;
  /** Words to find in title or notes. */
  search?: string;
  /** A word that may be a tag or a word of the title: only the user's tasks can tell. */
  words?: string;
}

/** Which task or tasks a sentence speaks of, before anything is looked up. */
export type TaskReference =
  | { kind: 'numbers'; numbers: number[] }
  /** "2 or 3": one of these, and only the user can say which. */
  | { kind: 'either'; numbers: number[] }
  | { kind: 'words'; words: string }
  /** Places in the last list shown; 1 is the first, -1 the last. */
  | { kind: 'places'; places: number[] }
  | { kind: 'it' }
  /** "both", "all of them": everything in the last list or question. */
  | { kind: 'them'; count?: number }
  | { kind: 'filter'; filter: TaskFilter; except?: TaskReference };

/** A task as the sentence describes it. */
export interface TaskDraft {
  title: string;
  notes?: string;
  priority?: Priority;
  due?: Due;
  tags?: string[];
}

/** What keeps a draft from being added at once. */
export type DraftProblem = 'no-title' | 'past-date' | 'two-priorities' | 'repeats';

/** What to change in a task; an absent field stays, `due: null` clears. */
export interface TaskChange {
  title?: string;
  notes?: string;
  priority?: Priority;
  due?: Due | null;
  /** Minutes to move the due time to, on whatever day each task has. */
  timeOfDay?: number;
  /** How far to move the due date each task has. */
  shift?: { days: number } | { minutes: number };
  addTags?: string[];
  removeTags?: string[];
  status?: TaskStatus;
}

/** A field that a change was asked for without a value. */
export type EditField = 'title' | 'priority' | 'due' | 'notes' | 'tags';

/** What an intent that acts on existing tasks carries besides its target. */
interface Targeted {
  target: TaskReference;
  /** What the message would be as a new task, to offer when no task is meant. */
  draft?: TaskDraft;
}

/** A write that is made at once for one task, unless its words leave a doubt: then after a yes. */
interface Doubtful extends Targeted {
  unsure?: true;
}

/** Words that are answered without looking at a task. */
export type TalkKind =
  | 'help'
  | 'hello'
  | 'bye'
  | 'thanks'
  | 'declined'
  | 'off-topic'
  | 'own-tasks-only'
  | 'no-secrets'
  | 'no-reminders'
  | 'not-english'
  | 'several'
  | 'too-long'
  | 'unknown';

/** What one message asks for. Plain JSON, so that a question can keep it for the answer. */
export type Intent =
  | { kind: 'add'; drafts: TaskDraft[]; problem?: DraftProblem; problemDue?: Due }
  | { kind: 'offer'; draft: TaskDraft }
  | { kind: 'list'; filter: TaskFilter; focus?: true; count?: true }
  | { kind: 'more' }
  | ({ kind: 'show' } & Targeted)
  | ({ kind: 'complete' } & Doubtful)
  | ({ kind: 'reopen' } & Doubtful)
  | ({ kind: 'start' } & Doubtful)
  | ({ kind: 'delete' } & Targeted)
  | ({ kind: 'restore' } & Targeted)
  | ({ kind: 'edit'; change: TaskChange; problem?: DraftProblem } & Doubtful)
  | ({ kind: 'edit-what'; field?: EditField } & Targeted)
  | { kind: 'undo' }
  | { kind: TalkKind };

/** The intents that act on existing tasks and may need to ask which one is meant. */
export type TargetedIntent = Extract<Intent, { target: TaskReference }>;
