import type { ChangeSource } from '../changes/change-feed.ts';
import type { RevocationFeed, RevokedCredential } from '../database.ts';
import { parseRevocation } from './payload.ts';

/** A feed that can be ended. */
export interface OwnedRevocationFeed extends RevocationFeed {
  /** Drops every listener and stops looking. */
  close(): void;
}

/** How a feed looks beside listening. */
export interface RevocationFeedOptions {
  /** Milliseconds between two looks into the table. @default 10000 */
  pollMs?: number;
}

/** What was committed late, while a later revocation was seen already, is read once more. */
const OVERLAP = `interval '60 seconds'`;

const REVOKE = 'select parley_revoke($1, $2, $3, $4::text::timestamptz)';
const READ = `select kind, subject, extract(epoch from not_before)::float8 * 1000 as not_before,
    (now() - ${OVERLAP})::text as read_from
  from revocations where forget_at > now() and revoked_at >= $1::text::timestamptz
  order by revoked_at`;

interface RevocationRow {
  kind: RevokedCredential['kind'];
  subject: string;
  not_before: number | null;
  read_from: string;
}

/**
 * Makes the feed of one engine. It listens from the first listener on, reads what was revoked
 * before, and looks again every ten seconds: a connection may be dead without anybody having said
 * so.
 */
export function createRevocationFeed(
  source: ChangeSource,
  { pollMs = 10_000 }: RevocationFeedOptions = {},
): OwnedRevocationFeed {
  const listeners = new Set<(revoked: RevokedCredential) => void>();
  let listening: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let readFrom = '-infinity';

  function tell(revoked: RevokedCredential): void {
    for (const listener of listeners) listener(revoked);
  }

  async function read(from: string): Promise<void> {
    const rows = await source.query<RevocationRow>(READ, [from]);
    for (const row of rows) tell(revokedOf(row));
    readFrom = rows.at(-1)?.read_from ?? readFrom;
  }

  function look(): void {
    // The next look, or the next connection, makes up for one that failed.
    void read(readFrom).catch(() => {});
  }

  function listen(): Promise<void> {
    timer ??= setInterval(look, pollMs).unref();
    return source.listen((text) => {
      const revoked = parseRevocation(text);
      if (revoked !== null) tell(revoked);
    }, look);
  }

  return {
    async watch(listener) {
      listeners.add(listener);
      listening ??= listen().catch(() => {
        listening = null;
      });
      await listening;
      await read('-infinity');
      return () => void listeners.delete(listener);
    },
    async revoke({ kind, id, userId, notBefore }) {
      await source.query(REVOKE, [kind, id, userId, notBefore?.toISOString() ?? null]);
    },
    close: () => {
      clearInterval(timer);
      listeners.clear();
    },
  };
}

function revokedOf({ kind, subject, not_before }: RevocationRow): RevokedCredential {
  if (kind !== 'user') return { kind, id: subject };
  return { kind, id: subject, notBefore: new Date(not_before ?? Date.now()) };
}
