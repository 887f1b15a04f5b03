import { createCredentialWatch } from '@parley/auth/verify';
import type { AuthContext } from '@parley/auth/verify';
import { tracked } from '@trpc/server';
import type { TrackedEnvelope } from '@trpc/server';
import { z } from 'zod';
import type { ApiContext } from './context.ts';
import { databaseError } from './database-errors.ts';

/** What a change subscription takes: where the client stopped reading, filled in on reconnect. */
export const changeInput = z
  .strictObject({ lastEventId: z.string().regex(/^\d{1,15}$/, 'Not an event id.') })
  .partial()
  .optional();

/** Something of the topic changed. Revisions only grow; several changes may share one event. */
export interface Change {
  revision: number;
}

/** What {@link watchChanges} needs. */
export interface WatchChangesOptions {
  ctx: Pick<ApiContext, 'db' | 'now' | 'credentials'> & { auth: AuthContext };
  topic: 'tasks' | 'threads';
  input: z.infer<typeof changeInput>;
  /** Ends the stream: the client went away. */
  signal: AbortSignal | undefined;
}

/**
 * Revisions of one topic of the signed-in user, each tracked by its number.
 *
 * The current revision comes at once, unless the client names it as the last it saw: so a change
 * made while the client was away is never missed, and a first event gives it a place to resume
 * from. Changes made faster than the client reads are told as one. When the caller's token
 * expires or is revoked the stream breaks off like a lost connection, without the `return` event
 * that would tell the client to stay away: it reconnects, with a fresh token or not at all.
 */
export function watchChanges(
  options: WatchChangesOptions,
): AsyncIterable<TrackedEnvelope<Change>, void> {
  const left = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, left.signal]) : left.signal;
  const changes = readChanges({ ...options, signal });
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => changes.next(),
      // A generator that waits cannot be returned from: it must be woken first.
      return: () => {
        left.abort();
        return changes.return();
      },
    }),
  };
}

async function* readChanges({
  ctx,
  topic,
  input,
  signal,
}: WatchChangesOptions & { signal: AbortSignal }): AsyncGenerator<TrackedEnvelope<Change>, void> {
  const { auth, credentials = createCredentialWatch({ now: () => ctx.now().getTime() }) } = ctx;
  let seen = input?.lastEventId === undefined ? -1 : Number(input.lastEventId);
  let newest = -1;
  let ended = false;
  let wake = Promise.withResolvers<void>();
  const notice = (): void => wake.resolve();

  // Listening begins before the current revision is read, so that no change falls in between.
  const unsubscribe = ctx.db.changes.subscribe(auth.userId, topic, (revision) => {
    newest = Math.max(newest, revision);
    notice();
  });
  const unwatch = credentials.watch(auth, () => {
    ended = true;
    notice();
  });
  signal.addEventListener('abort', notice, { once: true });

  try {
    // Awaited on a line of its own: `newest` may rise meanwhile and must be read afterwards.
    const current = await ctx.db.changes.revision(auth.userId, topic);
    newest = Math.max(newest, current);
    // A revision below the one last seen means another database: the client must read anew.
    if (newest < seen) seen = -1;
    for (;;) {
      if (signal.aborted) return;
      if (ended) throw new DOMException('The token has ended.', 'AbortError');
      if (newest > seen) {
        seen = newest;
        yield tracked(String(seen), { revision: seen });
        continue;
      }
      await wake.promise;
      wake = Promise.withResolvers<void>();
    }
  } catch (cause) {
    throw databaseError(cause) ?? cause;
  } finally {
    unwatch();
    signal.removeEventListener('abort', notice);
    unsubscribe();
  }
}
