import type { taskPriorities, taskStatuses } from '../schema/tasks.ts';

/** Where a task stands. */
export type TaskStatus = (typeof taskStatuses)[number];

/** How much a task matters; ranked low, medium, high. */
export type TaskPriority = (typeof taskPriorities)[number];

/** What a list may be ordered by. */
export type TaskSort = 'created' | 'updated' | 'title' | 'priority' | 'due' | 'number';

/** A task as its owner sees it. Moments are ISO 8601 text in UTC with milliseconds. */
export interface Task {
  /** Lasting id, unique for its owner. */
  id: string;
  /** What people call it: 1, 2, 3 … per owner, never given twice. */
  number: number;
  /** 1–200 characters. */
  title: string;
  /** At most 5,000 characters; empty for none. */
  notes: string;
  status: TaskStatus;
  priority: TaskPriority;
  /** When it is due; for a whole day, the start of that day in the owner's zone. */
  dueAt: string | null;
  /** Whether `dueAt` names a time, not a whole day. */
  dueHasTime: boolean;
  /** At most ten, in the owner's spelling, no two equal apart from case. */
  tags: string[];
  createdAt: string;
  updatedAt: string;
  /** Set exactly while the status is done. */
  completedAt: string | null;
}

/** What a new task is made of. */
export interface NewTask {
  /** A client's own id, so that sending the same task twice makes one. @default a random UUID */
  id?: string | undefined;
  title: string;
  /** @default '' */
  notes?: string | undefined;
  /** @default 'todo' */
  status?: TaskStatus | undefined;
  /** @default 'medium' */
  priority?: TaskPriority | undefined;
  /** @default null */
  dueAt?: Date | null | undefined;
  /** @default false */
  dueHasTime?: boolean | undefined;
  /** @default [] */
  tags?: readonly string[] | undefined;
}

/** A change: an absent field stays as it is, `dueAt: null` clears the date. */
export type TaskPatch = Omit<Partial<NewTask>, 'id'>;

/** Which tasks, in which order. Conditions are joined with "and"; an absent one asks nothing. */
export interface TaskQuery {
  /** Text in title, notes or a tag, whatever its case; taken literally. */
  search?: string | undefined;
  /** Any of these; an empty list asks nothing. */
  status?: readonly TaskStatus[] | undefined;
  /** Any of these; an empty list asks nothing. */
  priority?: readonly TaskPriority[] | undefined;
  /** A whole tag, whatever its case. */
  tag?: string | undefined;
  /** Due at this moment or later. */
  dueFrom?: Date | undefined;
  /** Due before this moment. */
  dueBefore?: Date | undefined;
  /** Open and overdue at this moment. */
  overdueAt?: Date | undefined;
  /**
   * Start of the owner's day at `overdueAt`: a task due on a whole day is overdue when its day
   * began before this. @default 24 hours before `overdueAt`
   */
  overdueDay?: Date | undefined;
  /** True: without a due date. */
  withoutDue?: boolean | undefined;
  /** Any of these numbers; an empty list asks nothing. */
  numbers?: readonly number[] | undefined;
  /** @default 'created' */
  sort?: TaskSort | undefined;
  /** Tasks without a due date come last in either order. @default 'desc' */
  order?: 'asc' | 'desc' | undefined;
  /** 1–100. @default 50 */
  limit?: number | undefined;
  /** `nextCursor` of the page before, with the same sort and order. */
  cursor?: string | null | undefined;
}

/** One page of tasks. */
export interface TaskPage {
  tasks: Task[];
  /** Cursor of the next page; null on the last. */
  nextCursor: string | null;
  /** How many tasks match on all pages together. */
  total: number;
}

/** The tasks of one user. No method can reach anybody else's; unknown and deleted are both null. */
export interface TaskRepository {
  /** @throws {DatabaseError} `BAD_CURSOR` for a cursor that this sort and order did not make. */
  list(query?: TaskQuery): Promise<TaskPage>;
  get(id: string): Promise<Task | null>;
  byNumber(number: number): Promise<Task | null>;
  /** Makes a task; for an `id` that exists, also a deleted one, answers that task unchanged. */
  create(input: NewTask): Promise<Task>;
  update(id: string, patch: TaskPatch): Promise<Task | null>;
  /** Hides a task and answers what it was; `restore` brings it back with its number. */
  remove(id: string): Promise<Task | null>;
  /** Brings a deleted task back; a task that is not deleted stays as it is. */
  restore(id: string): Promise<Task | null>;
  /** How many tasks there are in each status. */
  counts(): Promise<Record<TaskStatus, number>>;
  /** Every tag in use, alphabetically, each in one spelling. */
  tags(): Promise<string[]>;
}
