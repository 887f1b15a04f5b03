import type { DateRange } from '../dates/date-range.ts';
import type { Due } from '../dates/due-date.ts';

export type Priority = 'low' | 'medium' | 'high';
export type TaskStatus = 'todo' | 'doing' | 'done';
export type DayPart = 'morning' | 'afternoon' | 'evening';

/** Conditions on tasks; all that are present must hold. */
export interface TaskFilter {
  status?: TaskStatus[];
  priority?: Priority[];
  tag?: string;
  due?: DateRange;
  overdue?: true;
  dayPart?: DayPart;
  /** Words to find in title or notes. */
  search?: string;
  /** A word that may be a tag or a word of the title: only the user's tasks can tell. */
  words?: string;
}

/** Which task or tasks a sentence speaks of, before anything is looked up. */
export type TaskReference =
  | { kind: 'numbers'; numbers: number[] }
  | { kind: 'words'; words: string }
  /** Places in the last list shown; 1 is the first, -1 the last. */
  | { kind: 'places'; places: number[] }
  | { kind: 'it' }
  /** "both", "all of them": everything in the last list or question. */
  | { kind: 'them'; count?: number }
  | { kind: 'filter'; filter: TaskFilter };

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

export type EditField = 'title' | 'priority' | 'due' | 'notes' | 'tags';

/** What one message asks for. Plain JSON, so that a question can keep it for the answer. */
export type Intent =
  | { kind: 'add'; drafts: TaskDraft[]; problem?: DraftProblem; problemDue?: Due }
  | { kind: 'offer'; draft: TaskDraft }
  | { kind: 'list'; filter: TaskFilter; focus?: true; count?: true }
  | { kind: 'more' }
  | { kind: 'show'; target: TaskReference }
  | { kind: 'complete'; target: TaskReference }
  | { kind: 'reopen'; target: TaskReference }
  | { kind: 'start'; target: TaskReference }
  | { kind: 'delete'; target: TaskReference }
  | { kind: 'restore'; target: TaskReference }
  | { kind: 'edit'; target: TaskReference; change: TaskChange; problem?: DraftProblem }
  | { kind: 'edit-what'; target: TaskReference; field?: EditField }
  | { kind: 'undo' }
  | { kind: 'help' }
  | { kind: 'hello' }
  | { kind: 'thanks' }
  | { kind: 'off-topic' }
  | { kind: 'own-tasks-only' }
  | { kind: 'no-secrets' }
  | { kind: 'no-reminders' }
  | { kind: 'several' }
  | { kind: 'unknown' };

/** The intents that act on existing tasks and may need to ask which one is meant. */
export type TargetedIntent = Extract<Intent, { target: TaskReference }>;
