import { AuthError } from './auth-error.ts';
import type { Auth } from './create-auth.ts';
import type { KeyContext, KeyStore } from './key-store.ts';
import { keyStoreFor } from './key-stores.ts';

/** What is encrypted beside the private keys, where it is in use: secrets of second factors. */
const MODEL = 'twoFactor';
const FIELDS = ['secret', 'backupCodes'] as const;

/** Rows looked at in one turn, so that none lasts long. */
const BATCH = 500;

/** What was done. */
export interface ResealReport {
  /** Values that another secret encrypted before. */
  resealed: number;
  /** Values of second factors that no known secret opens; they were left alone. */
  unreadable: number;
}

/**
 * Encrypts anew, with the secret in force, whatever another secret encrypted: private keys, and the
 * secrets of second factors. Tokens, sessions and key ids stay as they are.
 *
 * Throws `AuthError` `SIGNING_KEY_UNREADABLE`, before anything is changed, when no known secret
 * opens one of the keys.
 */
export async function resealSecrets(auth: Auth): Promise<ResealReport> {
  const store = keyStoreFor(auth);
  const { adapter, options, tables } = await auth.$context;
  const context = { adapter, options };
  const keys = await resealKeys(store, context);
  const factors = MODEL in tables ? await resealFactors(store, context) : NOTHING;
  return { resealed: keys + factors.resealed, unreadable: factors.unreadable };
}

const NOTHING: ResealReport = { resealed: 0, unreadable: 0 };

function resealKeys(store: KeyStore, context: KeyContext): Promise<number> {
  const { sealing } = store;
  return store.change(context, async (rows, all) => {
    const stale = all.filter((row) => !sealing.isCurrent(row.privateKey));
    const texts = stale.map(async (row) => {
      const text = await store.open(row).catch(() => null);
      if (text === null) throw unreadableKey(row.id);
      return { id: row.id, privateKey: JSON.stringify(await sealing.seal(text)) };
    });
    for (const { id, privateKey } of await Promise.all(texts)) {
      const where = [{ field: 'id', value: id }];
      await rows.update({ model: 'jwks', where, update: { privateKey } });
    }
    return stale.length;
  });
}

async function resealFactors(store: KeyStore, context: KeyContext): Promise<ResealReport> {
  const report = { ...NOTHING };
  let after = '';
  for (;;) {
    const found = await context.adapter.findMany<Factor>({
      model: MODEL,
      where: [{ field: 'id', operator: 'gt', value: after }],
      sortBy: { field: 'id', direction: 'asc' },
      limit: BATCH,
    });
    for (const row of found) {
      for (const field of FIELDS) await resealField(store, context, { row, field, report });
    }
    after = found.at(-1)?.id ?? '';
    if (found.length < BATCH) return report;
  }
}

interface Factor extends Record<(typeof FIELDS)[number], string> {
  id: string;
}

async function resealField(
  { sealing }: KeyStore,
  { adapter }: KeyContext,
  { row, field, report }: { row: Factor; field: (typeof FIELDS)[number]; report: ResealReport },
): Promise<void> {
  const sealed = row[field];
  if (sealing.isCurrent(sealed)) return;
  const text = await sealing.open(sealed).catch(() => null);
  if (text === null) {
    report.unreadable += 1;
    return;
  }
  // Only what was read: its owner may have changed it meanwhile.
  const where = [
    { field: 'id', value: row.id },
    { field, value: sealed },
  ];
  const update = { [field]: await sealing.seal(text) };
  report.resealed += await adapter.updateMany({ model: MODEL, where, update });
}

function unreadableKey(kid: string): AuthError {
  return new AuthError(
    'SIGNING_KEY_UNREADABLE',
    `The signing key ${kid} opens with no known secret. Name the old one as the previous secret; if it is lost, \`pnpm keys revoke ${kid}\`.`,
  );
}
