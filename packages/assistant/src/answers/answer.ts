import type { Listing, Question, Touched } from '../conversation/record.ts';
import type { TaskRow } from '../tools/task-tools.ts';
import type { ToolCall } from '../tools/toolbox.ts';

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

/** An answer that asks for a yes before its calls are made; its card is the question. */
export function planned(summary: string, calls: ToolCall[], tasks: TaskRow[]): Answer {
  return { text: '', plan: { summary, calls, tasks } };
}
