import { threadMetadataSchema } from '../protocol/thread.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';
import type { Store } from '../store.ts';
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
  let seen = fieldsOf(thread);
  let seenText = JSON.stringify(thread);
  return {
    hasAny: () => JSON.stringify(thread) !== seenText,
    async save() {
      const current = fieldsOf(thread);
      const names = new Set([...seen.keys(), ...current.keys()]);
      const changed = [...names].filter((name) => seen.get(name) !== current.get(name));
      seenText = JSON.stringify(thread);
      if (changed.length === 0) return false;
      const stored: Record<string, unknown> = { ...(await store.loadThread(threadId, context)) };
      const { id, created_at } = stored;
      for (const name of changed) stored[name] = Reflect.get(thread, name);
      const next = threadMetadataSchema.parse({ ...stored, id, created_at });
      await store.saveThread(next, context);
      assignThread(thread, next);
      seen = fieldsOf(thread);
      seenText = JSON.stringify(thread);
      return true;
    },
  };
}

function fieldsOf(thread: ThreadMetadata): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(thread)) {
    if (value !== undefined && value !== null) fields.set(name, JSON.stringify(value));
  }
  return fields;
}
