import type { Memory } from '../conversation/memory.ts';
import type { Listing, Question, Touched } from '../conversation/record.ts';
import type { Clock } from '../dates/due-date.ts';
import type { TaskRow } from '../tools/task-tools.ts';
import type { Toolbox, ToolCall } from '../tools/toolbox.ts';

/** Everything an answer is made from. */
export interface Session {
  toolbox: Toolbox;
  clock: Clock;
  memory: Memory;
  userName: string;
  /** Id of the message being answered; the ids of new tasks derive from it, so a retry adds none. */
  seed: string;
}

/** A write that waits for the user's yes. */
export interface Plan {
  calls: ToolCall[];
  /** A verb phrase: `delete #2 "Old errand"`. */
  summary: string;
  tasks: TaskRow[];
}

/** What is said, shown and remembered in answer to one message. */
export interface Answer {
  text: string;
  list?: { tasks: TaskRow[]; record: Listing };
  plan?: Plan;
  question?: Question;
  touched?: Touched;
}
