import type { IconName } from '../protocol/icons.ts';
import type { Task } from '../protocol/task.ts';

/** How a call of a tool on the server is shown: a line that goes away, or a task that stays. */
export type ShownToolCall = { progress: string; icon?: IconName } | { task: Task };
