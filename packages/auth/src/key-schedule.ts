import type { Jwk } from 'better-auth/plugins/jwt';

/** The algorithms tokens can be signed with (RFC 7518 §3.1, RFC 8037 §3.1). */
export type SigningAlgorithm = 'EdDSA' | 'ES256' | 'RS256';

/** A row of the table jwks. */
export interface KeyRow extends Jwk {
  /** When it begins to sign; without it, since it was made. */
  activatesAt?: Date | null;
}

/** What a key is for right now. A key that is gone has no row. */
export type KeyState =
  /** Published so that verifiers know it before it signs. */
  | 'next'
  /** The one that signs. */
  | 'active'
  /** Published until the last token it signed has ended. */
  | 'retiring';

/** How keys follow one another. All times are seconds. */
export interface KeyPolicy {
  algorithm: SigningAlgorithm;
  /** How long a key signs. */
  rotationSeconds: number;
  /** The longest that verifiers keep a key set without asking again. */
  verifierCacheSeconds: number;
}

/** What to change so that the rows are as the policy wants them; empty when nothing is due. */
export interface KeyPlan {
  create: NewKey[];
  /** Rows that begin to sign at another time than planned. */
  move: { row: KeyRow; activatesAt: Date }[];
  remove: KeyRow[];
}

/** A key to make, and when it begins to sign. */
export interface NewKey {
  algorithm: SigningAlgorithm;
  activatesAt: Date;
}

/**
 * The longest that a copy of our own answer may be served by caches on the way: see `jwksResponse`.
 */
const HTTP_CACHE_SECONDS = 900;
/** How far the clocks of two issuing processes may differ. */
const CLOCK_SKEW_SECONDS = 60;
/** The longest life of a token that any setting allows. */
const LONGEST_TOKEN_SECONDS = 3600;

/** How long before its first signature a key is published, in seconds. */
export function publishAheadSeconds(policy: KeyPolicy): number {
  return policy.verifierCacheSeconds + HTTP_CACHE_SECONDS + CLOCK_SKEW_SECONDS;
}

/** When a key begins to sign. */
export function activationOf(row: KeyRow): Date {
  return row.activatesAt ?? row.createdAt;
}

/** The rows in the order in which they sign. */
export function inOrder(rows: readonly KeyRow[]): KeyRow[] {
  return rows.toSorted(
    (left, right) =>
      activationOf(left).getTime() - activationOf(right).getTime() ||
      left.createdAt.getTime() - right.createdAt.getTime() ||
      (left.id < right.id ? -1 : 1),
  );
}

/**
 * The key that signs at a time: the last that has begun. It signs until its successor does, unless
 * somebody gave its row an end.
 */
export function signerOf(rows: readonly KeyRow[], now: number): KeyRow | undefined {
  return inOrder(rows).findLast(
    (row) => activationOf(row).getTime() <= now && !(row.expiresAt && +row.expiresAt <= now),
  );
}

/** What a key of these rows is for at a time. */
export function stateOf(row: KeyRow, rows: readonly KeyRow[], now: number): KeyState {
  if (activationOf(row).getTime() > now) return 'next';
  return signerOf(rows, now) === row ? 'active' : 'retiring';
}

/**
 * What is due at a time. There is always one key that signs. Its successor is published early, so
 * that there is one that verifiers know already should the key have to go at once. What no longer
 * signs stays until any token it signed has ended, then goes.
 *
 * @param options.align whether the key to come is held against the policy too: at a start, where
 * the
 *   policy may be a new one. Elsewhere two processes of different settings would quarrel about it.
 */
export function planKeys(
  rows: readonly KeyRow[],
  policy: KeyPolicy,
  { now, align }: { now: number; align: boolean },
): KeyPlan {
  const { algorithm } = policy;
  const ordered = inOrder(rows);
  const signer = signerOf(ordered, now);
  const coming = ordered.filter((row) => activationOf(row).getTime() > now);
  if (signer === undefined) {
    const activatesAt = new Date(now);
    const [first] = coming;
    const remove = endedKeys(ordered, now);
    return first === undefined
      ? { create: [{ algorithm, activatesAt }], move: [], remove }
      : { create: [], move: [{ row: first, activatesAt }], remove };
  }

  const ahead = publishAheadSeconds(policy) * 1000;
  const rotation = policy.rotationSeconds * 1000;
  const begun = activationOf(signer).getTime();
  const current = algorithmOf(signer);
  const isMigration = align && current !== algorithm;
  const turn = isMigration ? now : begun + rotation;
  // A key about to sign may do so already for a process whose clock is ahead.
  const isSoon = (row: KeyRow) => activationOf(row).getTime() - now <= CLOCK_SKEW_SECONDS * 1000;
  const next = coming.find((row) => isSoon(row) || !align || algorithmOf(row) === algorithm);
  const remove = [
    ...endedKeys(ordered, now),
    ...coming.filter((row) => row !== next && !isSoon(row)),
  ];

  if (next === undefined) {
    const due = begun + Math.min(ahead, Math.max(0, rotation - ahead));
    if (!isMigration && now < due) return { create: [], move: [], remove };
    const activatesAt = new Date(Math.max(now + ahead, turn));
    return { create: [{ algorithm: align ? algorithm : current, activatesAt }], move: [], remove };
  }
  const earliest = next.createdAt.getTime() + ahead;
  const planned = activationOf(next).getTime();
  const wanted = Math.max(earliest, Math.min(planned, turn), now);
  const isMoved = align && !isSoon(next) && wanted !== planned;
  const move = isMoved ? [{ row: next, activatesAt: new Date(wanted) }] : [];
  return { create: [], move, remove };
}

/** Says whether a plan changes nothing. */
export function isIdle(plan: KeyPlan): boolean {
  return plan.create.length + plan.move.length + plan.remove.length === 0;
}

/** The algorithm of a key; rows from before there was a choice name none. */
export function algorithmOf(row: KeyRow): SigningAlgorithm {
  return row.alg === 'ES256' || row.alg === 'RS256' ? row.alg : 'EdDSA';
}

function endedKeys(ordered: readonly KeyRow[], now: number): KeyRow[] {
  const kept = (LONGEST_TOKEN_SECONDS + CLOCK_SKEW_SECONDS) * 1000;
  return ordered.filter((row, index) => {
    const successor = ordered[index + 1];
    const ends = [row.expiresAt, successor && activationOf(successor)];
    return ends.some((end) => end && end.getTime() + kept <= now);
  });
}
