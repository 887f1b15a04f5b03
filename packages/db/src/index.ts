// A line here is a promise to every package that reaches the database.
import * as schema from './schema/index.ts';

export { schema };
export { accountOf } from './account/account-of.ts';
export type { AccountRepository, Profile } from './account/account-of.ts';
export type {
  ChangeFeed,
  ChangeTopic,
  Database,
  DatabaseOptions,
  DrizzleDatabase,
  RevocationFeed,
  RevokedCredential,
} from './database.ts';
export { createChatStore } from './chat/chat-store.ts';
export type { ChatOwner } from './chat/chat-store.ts';
export { openDatabase } from './engine/open-database.ts';
export { toDatabaseError } from './engine/to-database-error.ts';
export { DatabaseError } from './errors.ts';
export type { DatabaseErrorCode, DatabaseErrorDetails } from './errors.ts';
export { maintainDatabase } from './maintain-database.ts';
export { tasksOf } from './tasks/tasks-of.ts';
export type { TasksOptions } from './tasks/tasks-of.ts';
export type {
  NewTask,
  Task,
  TaskPage,
  TaskPatch,
  TaskPriority,
  TaskQuery,
  TaskRepository,
  TaskSort,
  TaskStatus,
} from './tasks/types.ts';
