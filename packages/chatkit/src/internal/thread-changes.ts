import { threadMetadataSchema } from '../protocol/thread.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';
import type { Store } from '../store.ts';
import { copyJson } from './copy-json.ts';
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
    hasAny: () => !isEqual(thread, seen) || !isSameData(thread.metadata, seen['metadata']),
    async save() {
      const before = seen;
      seen = copyOf(thread);
      const names = Object.keys({ ...before, ...seen });
      const changed = names.filter((name) => !isSameField(name, before, seen));
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

/** A field that is null is one that is missing; a null within the application's data is data. */
function isSameField(
  name: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): boolean {
  const compare = name === 'metadata' ? isSameData : isEqual;
  return compare(before[name], after[name]);
}

/** Whether two values of the application say the same; a null is not a missing key here. */
function isSameData(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left === null || right === null || Array.isArray(left) !== Array.isArray(right)) return false;
  for (const key in left) if (!isSameData(own(left, key), own(right, key))) return false;
  for (const key in right) {
    if (!Object.hasOwn(left, key) && own(right, key) !== undefined) return false;
  }
  return true;
}

function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined;
}

/** A copy that the responder cannot reach. */
function copyOf(thread: ThreadMetadata): Record<string, unknown> {
  return { ...copyJson(thread) };
}
