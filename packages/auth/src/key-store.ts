import type { BetterAuthOptions, DBAdapter } from 'better-auth';
import { APIError } from 'better-auth/api';
import { generateExportedKeyPair } from 'better-auth/plugins/jwt';
import type { JwtOptions } from 'better-auth/plugins/jwt';
import { inOrder, isIdle, planKeys, signerOf } from './key-schedule.ts';
import type { KeyPolicy, KeyRow, SigningAlgorithm } from './key-schedule.ts';
import type { KeySealing } from './key-sealing.ts';

/** More rows than a key set ever has; Better Auth's own reads stop at 100 in no order. */
const MAX_KEYS = 1000;

/** How long rows are believed without another look, in milliseconds: the delay of a revocation. */
const FRESH_MS = 5000;

/** The part of a database adapter that keys need, so that it may also be one of a transaction. */
export type KeyRows = Pick<DBAdapter, 'findMany' | 'create' | 'update' | 'updateMany' | 'delete'>;

/** What of Better Auth's context is needed to reach the rows. */
export interface KeyContext {
  adapter: KeyRows;
  options: BetterAuthOptions;
}

/** Runs `work` while no other process changes keys, with rows that belong to that same turn. */
export type WithKeyLock = <Result>(
  options: BetterAuthOptions,
  work: (rows: KeyRows) => Promise<Result>,
) => Promise<Result>;

/** What a store is made of. */
export interface KeyStoreParts {
  withLock: WithKeyLock;
  sealing: KeySealing;
  policy: KeyPolicy;
}

/** The signing keys in the database, and the part of them that this process remembers. */
export interface KeyStore {
  readonly policy: KeyPolicy;
  readonly sealing: KeySealing;
  /** The hooks for the JWT plugin's `adapter`. */
  readonly adapter: Required<NonNullable<JwtOptions['adapter']>>;
  /** All rows in the order in which they sign, at most 5 seconds old. */
  read(context: KeyContext): Promise<readonly KeyRow[]>;
  /** Lets the next read look into the database, however short a time ago the last one was. */
  forget(): void;
  /** The rows last read, however old; null before the first read. */
  lastRead(): { rows: readonly KeyRow[]; at: number } | null;
  /** The private key of a row as a JWK in JSON, decrypted once. Rejects when no secret opens it. */
  open(row: KeyRow): Promise<string>;
  /**
   * Does what is due; one creator, however many processes try. Rejects when the database is away.
   */
  upkeep(context: KeyContext, options: { align: boolean }): Promise<void>;
  /** Changes rows while nobody else does; what was remembered is forgotten afterwards. */
  change<Result>(
    context: KeyContext,
    work: (rows: KeyRows, all: readonly KeyRow[]) => Promise<Result>,
  ): Promise<Result>;
  /** Calls back whenever another set of keys was read than before. */
  onChanged(listener: () => void): void;
}

/** Makes the store. Nothing is read before it is used. */
export function createKeyStore({ withLock, sealing, policy }: KeyStoreParts): KeyStore {
  const listeners: (() => void)[] = [];
  const opened = new Map<string, Promise<string>>();
  let last: { rows: readonly KeyRow[]; at: number; changes: number } | null = null;
  let reading: { rows: Promise<readonly KeyRow[]>; changes: number } | null = null;
  /** How often the rows may have changed: what was read before the last of these is outdated. */
  let changes = 0;
  let upkeeping: Promise<void> = Promise.resolve();
  let waiting = 0;
  let isStarted = false;

  async function load({ adapter }: KeyContext): Promise<readonly KeyRow[]> {
    const from = { at: Date.now(), changes };
    const rows = await listKeys(adapter);
    const before = last?.rows.map((row) => row.id).join();
    last = { rows, ...from };
    if (before === rows.map((row) => row.id).join()) return rows;
    for (const kid of opened.keys()) if (!rows.some((row) => row.id === kid)) opened.delete(kid);
    for (const listener of listeners) listener();
    return rows;
  }

  async function read(context: KeyContext): Promise<readonly KeyRow[]> {
    const age = last === null ? Infinity : Date.now() - last.at;
    if (last?.changes === changes && age >= 0 && age < FRESH_MS) return last.rows;
    if (reading?.changes === changes) return reading.rows;
    const own = { rows: load(context), changes };
    reading = own;
    try {
      return await own.rows;
    } finally {
      if (reading === own) reading = null;
    }
  }

  function open(row: KeyRow): Promise<string> {
    const known = opened.get(row.id);
    if (known !== undefined) return known;
    const promise = sealing.open(row.privateKey);
    opened.set(row.id, promise);
    promise.catch(() => opened.delete(row.id));
    return promise;
  }

  async function change<Result>(
    context: KeyContext,
    work: (rows: KeyRows, all: readonly KeyRow[]) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await withLock(context.options, async (rows) => work(rows, await listKeys(rows)));
    } finally {
      changes += 1;
    }
  }

  async function doWhatIsDue(context: KeyContext, align: boolean): Promise<void> {
    const found = await read(context);
    const plan = planKeys(found, policy, { now: Date.now(), align });
    if (isIdle(plan)) return;
    // A process with the wrong secret must not add keys that those with the right one cannot open.
    const signer = signerOf(found, Date.now());
    if (signer !== undefined) await open(signer);
    // Made before the lock is taken: an RSA key may take a second.
    const made = new Map<SigningAlgorithm, Omit<KeyRow, 'id'>>();
    for (const { algorithm } of plan.create) made.set(algorithm, await makeKey(algorithm, sealing));
    await change(context, async (rows, all) => {
      const due = planKeys(all, policy, { now: Date.now(), align });
      for (const { id } of due.remove) await removeKey(rows, id);
      for (const { row, activatesAt } of due.move) await moveKey(rows, row.id, activatesAt);
      for (const { algorithm, activatesAt } of due.create) {
        const data = made.get(algorithm) ?? (await makeKey(algorithm, sealing));
        await addKey(rows, { ...data, activatesAt });
      }
    });
  }

  async function upkeep(context: KeyContext, { align }: { align: boolean }): Promise<void> {
    waiting += 1;
    // One after the other: what is under way may be of the other kind.
    upkeeping = upkeeping.catch(() => undefined).then(() => doWhatIsDue(context, align));
    try {
      await upkeeping;
      isStarted = true;
    } finally {
      waiting -= 1;
    }
  }

  /** For servers that call `upkeep` late or never: does what is due beside the request. */
  function catchUp(context: KeyContext, rows: readonly KeyRow[]): void {
    const isDue = !isIdle(planKeys(rows, policy, { now: Date.now(), align: false }));
    if (!isDue || waiting > 0) return;
    // The next token tries again; one that cannot be signed says so itself.
    upkeep(context, { align: false }).catch(() => undefined);
  }

  /** The rows as the plugin is to see them: the one that signs in the clear, all others ended. */
  async function view(context: KeyContext): Promise<KeyRow[]> {
    if (!isStarted) await upkeep(context, { align: true });
    const rows = await read(context);
    catchUp(context, rows);
    const now = Date.now();
    const signer = signerOf(rows, now);
    const privateKey = signer === undefined ? '' : await open(signer);
    return rows.map((row) =>
      row === signer
        ? { ...withoutEnd(row), privateKey }
        : { ...row, privateKey: '', expiresAt: new Date(now - 1000) },
    );
  }

  return {
    policy,
    sealing,
    adapter: {
      getJwks: async ({ context }) => view(context),
      // Asked when no key signs although there was one: a key nobody could know yet helps nobody.
      createJwk: async () => {
        throw new APIError('SERVICE_UNAVAILABLE', { code: 'AUTH_UNAVAILABLE' });
      },
    },
    read,
    forget: () => {
      changes += 1;
    },
    lastRead: () => last,
    open,
    upkeep,
    change,
    onChanged: (listener) => {
      listeners.push(listener);
    },
  };
}

/** All keys, in the order in which they sign. */
export async function listKeys(rows: Pick<KeyRows, 'findMany'>): Promise<KeyRow[]> {
  const sortBy = { field: 'createdAt', direction: 'desc' } as const;
  return inOrder(await rows.findMany<KeyRow>({ model: 'jwks', sortBy, limit: MAX_KEYS }));
}

/** A new key pair, sealed, beginning to sign now. */
export async function makeKey(
  algorithm: SigningAlgorithm,
  sealing: KeySealing,
): Promise<Omit<KeyRow, 'id'>> {
  const keyPairConfig = { alg: algorithm };
  const { publicWebKey, privateWebKey } = await generateExportedKeyPair({
    jwks: { keyPairConfig },
  });
  const now = new Date();
  return {
    publicKey: JSON.stringify(publicWebKey),
    privateKey: JSON.stringify(await sealing.seal(JSON.stringify(privateWebKey))),
    createdAt: now,
    activatesAt: now,
    alg: algorithm,
    ...(algorithm !== 'RS256' && { crv: algorithm === 'EdDSA' ? 'Ed25519' : 'P-256' }),
  };
}

/** Adds a key. Only while the lock is held. */
export function addKey(rows: KeyRows, data: Omit<KeyRow, 'id'>): Promise<KeyRow> {
  return rows.create<Omit<KeyRow, 'id'>, KeyRow>({ model: 'jwks', data });
}

/** Lets a key begin to sign at another time. Only while the lock is held. */
export async function moveKey(rows: KeyRows, id: string, activatesAt: Date): Promise<void> {
  const where = [{ field: 'id', value: id }];
  await rows.update({ model: 'jwks', where, update: { activatesAt } });
}

/** Removes a key. Only while the lock is held. */
export async function removeKey(rows: KeyRows, id: string): Promise<void> {
  await rows.delete({ model: 'jwks', where: [{ field: 'id', value: id }] });
}

function withoutEnd({ expiresAt: _ended, ...row }: KeyRow): KeyRow {
  return row;
}
