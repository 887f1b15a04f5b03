import type { ChangeFeed, ChangeTopic } from '../database.ts';
import { parsePayload } from './payload.ts';

/** What the feed needs of an engine. */
export interface ChangeSource {
  query<Row>(text: string, parameters: readonly unknown[]): Promise<Row[]>;
  /** Starts listening; `onListening` is called now and after every lost connection. */
  listen(onPayload: (payload: string) => void, onListening: () => void): Promise<void>;
}

/** A feed that can be ended. */
export interface OwnedChangeFeed extends ChangeFeed {
  /** Drops every subscription. */
  close(): void;
}

interface Subscription {
  userId: string;
  topic: ChangeTopic;
  listener: (revision: number) => void;
  /** Newest revision told; a revision is never told twice. */
  told: number;
}

const REVISIONS = `select user_id, tasks_revision::float8 as tasks, threads_revision::float8 as threads
  from user_counters where user_id in (select jsonb_array_elements_text($1::text::jsonb))`;

interface RevisionRow {
  user_id: string;
  tasks: number;
  threads: number;
}

/** Makes the feed of one engine; it listens from the first subscription on. */
export function createChangeFeed(source: ChangeSource): OwnedChangeFeed {
  const subscriptions = new Map<string, Set<Subscription>>();
  let listening: Promise<void> | null = null;

  function tell(userId: string, topic: ChangeTopic, revision: number): void {
    for (const subscription of subscriptions.get(userId) ?? []) {
      if (subscription.topic !== topic || revision <= subscription.told) continue;
      subscription.told = revision;
      try {
        subscription.listener(revision);
      } catch (error) {
        // Not ours to handle, and no reason to leave the other listeners untold.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  /** What happened while nobody listened was not announced: tell where everything stands. */
  async function catchUp(): Promise<void> {
    const userIds = [...subscriptions.keys()];
    if (userIds.length === 0) return;
    const rows = await source.query<RevisionRow>(REVISIONS, [JSON.stringify(userIds)]);
    for (const row of rows) {
      tell(row.user_id, 'tasks', row.tasks);
      tell(row.user_id, 'threads', row.threads);
    }
  }

  function listen(): Promise<void> {
    return source.listen(
      (text) => {
        const change = parsePayload(text);
        if (change !== null) tell(change.userId, change.topic, change.revision);
      },
      // A failure means the connection is lost again, and the next one comes here again.
      () => void catchUp().catch(() => {}),
    );
  }

  return {
    subscribe(userId, topic, listener) {
      const subscription: Subscription = { userId, topic, listener, told: 0 };
      const ofUser = subscriptions.get(userId) ?? new Set();
      subscriptions.set(userId, ofUser.add(subscription));
      listening ??= listen().catch(() => {
        listening = null;
      });
      return () => {
        ofUser.delete(subscription);
        if (ofUser.size === 0 && subscriptions.get(userId) === ofUser) subscriptions.delete(userId);
      };
    },
    async revision(userId, topic) {
      const [row] = await source.query<RevisionRow>(REVISIONS, [JSON.stringify([userId])]);
      return row?.[topic] ?? 0;
    },
    close: () => subscriptions.clear(),
  };
}
