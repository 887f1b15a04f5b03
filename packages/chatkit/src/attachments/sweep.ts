import type { AttachmentIndex } from '../store.ts';
import type { ByteStore } from './byte-store.ts';
import { keyOf } from './byte-store.ts';

/** Options of {@link sweepAttachments}. */
export interface SweepOptions {
  store: Pick<AttachmentIndex<never>, 'loadOrphans' | 'deleteOrphan' | 'knownAttachments'>;
  bytes: ByteStore;
  /**
   * How old, in milliseconds, a file is before it counts as forgotten.
   * @default 86_400_000, a day
   */
  olderThanMs?: number;
  now?(): Date;
  /** Ends the sweep between two files; what is left is found the next time. */
  signal?: AbortSignal;
}

/** What a sweep has deleted. */
export interface SweepResult {
  /** Records that no message held, their bytes included where there were any. */
  records: number;
  /** Bytes that no record spoke of: of deleted users, or of uploads that broke off. */
  strays: number;
}

const batch = 100;

/**
 * Deletes what nobody needs: attachments that were announced or uploaded but never sent, those
 * whose thread is gone, and bytes without a record. Safe to run at any time, twice at once, and
 * beside uploads: only what is older than `olderThanMs` is looked at.
 *
 * @throws the signal's reason when it is aborted, and whatever the stores throw.
 */
export async function sweepAttachments(options: SweepOptions): Promise<SweepResult> {
  const { olderThanMs = 86_400_000, signal } = options;
  if (!(olderThanMs >= 0)) throw new RangeError('olderThanMs must be at least 0');
  const before = new Date((options.now?.() ?? new Date()).getTime() - olderThanMs);
  signal?.throwIfAborted();
  const records = await deleteOrphans(before, options);
  return { records, strays: await deleteStrays(before, options) };
}

async function deleteOrphans(
  before: Date,
  { store, bytes, signal }: SweepOptions,
): Promise<number> {
  let count = 0;
  for (;;) {
    const orphans = await store.loadOrphans({ before, limit: batch });
    const countBefore = count;
    for (const orphan of orphans) {
      signal?.throwIfAborted();
      // The record goes first, in one step with the question whether a message has taken it. Should
      // the bytes then stay, they are strays.
      if (!(await store.deleteOrphan(orphan))) continue;
      await bytes.delete(await keyOf(orphan.owner, orphan.id), signal);
      count += 1;
    }
    if (orphans.length < batch || count === countBefore) return count;
  }
}

async function deleteStrays(before: Date, { store, bytes, signal }: SweepOptions): Promise<number> {
  let count = 0;
  let keys: string[] = [];
  const flush = async (): Promise<void> => {
    const known = new Set(await store.knownAttachments(keys.map(idOf)));
    for (const key of keys.filter((each) => !known.has(idOf(each)))) {
      signal?.throwIfAborted();
      await bytes.delete(key, signal);
      count += 1;
    }
    keys = [];
  };
  for await (const { key, modifiedAt } of bytes.list(signal)) {
    signal?.throwIfAborted();
    if (modifiedAt >= before) continue;
    keys.push(key);
    if (keys.length >= batch) await flush();
  }
  await flush();
  return count;
}

function idOf(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}
