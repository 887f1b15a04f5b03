import { threadMetadataSchema } from '../protocol/thread.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';
import type { Store } from '../store.ts';
import { isEqual } from './equal.ts';
import { assignThread } from './turn.ts';

/** Saves what a responder changes about its thread. */
export interface ThreadChanges {
  /** Whether anything looks different; cheap, since it is asked after every event. */
  hasAny(): boolean;
  /** Saves the changes since the last call; whether there were any. */
  save(): Promise<boolean>;
}

/**
 * Watches the thread a responder was given.
 *
 * Only the fields that changed are written over what is stored, so that a title set by the person
 * while an answer streams is not undone by a responder that set something else.
 */
export function watchThread<Context>(
  thread: ThreadMetadata,
  store: Store<Context>,
  context: Context,
): ThreadChanges {
  const { id: threadId } = thread;
  let seen = copyOf(thread);
  return {
    hasAny: () => !isEqual(thread, seen),
    async save() {
      const before = seen;
      seen = copyOf(thread);
      const names = Object.keys({ ...before, ...seen });
      const changed = names.filter((name) => !isEqual(before[name], seen[name]));
      if (changed.length === 0) return false;
      const stored: Record<string, unknown> = { ...(await store.loadThread(threadId, context)) };
      const { id, created_at } = stored;
      for (const name of changed) stored[name] = Reflect.get(thread, name);
      const next = threadMetadataSchema.parse({ ...stored, id, created_at });
      await store.saveThread(next, context);
      assignThread(thread, next);
      seen = copyOf(thread);
      return true;
    },
  };
}

/** A copy that the responder cannot reach; what has no JSON is not kept either. */
function copyOf(thread: ThreadMetadata): Record<string, unknown> {
  return JSON.parse(JSON.stringify(thread));
}
