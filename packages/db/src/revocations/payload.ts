import type { RevokedCredential } from '../database.ts';

/** Reads `kind notBefore id`; null for anything else, which another program may have sent. */
export function parseRevocation(text: string): RevokedCredential | null {
  const match = /^(session|token|user) (-|\d{1,15}) (.+)$/s.exec(text);
  if (match === null) return null;
  const [, kind, before = '-', id = ''] = match;
  if (kind === 'session' || kind === 'token') return { kind, id };
  return before === '-' ? null : { kind: 'user', id, notBefore: new Date(Number(before)) };
}
