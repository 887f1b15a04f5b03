import type { InvalidTokenCode } from './types.ts';

/** A rule that a token broke. Only `code` may reach the caller. */
export interface Broken {
  ok: false;
  code: InvalidTokenCode;
  /** What the rule asks for. */
  expected: string;
  /** What there was, as it came: hostile, of any type and size. */
  actual: unknown;
}

/** Why a token was refused, for the log of a development server. */
export interface Refusal {
  code: InvalidTokenCode;
  /** What the rule asks for, in words. */
  expected: string;
  /** What there was, as printable ASCII of at most 80 characters. Never a token or a signature. */
  actual: string;
}

const MAX_LENGTH = 80;

/** Names a broken rule. */
export function broken(code: InvalidTokenCode, expected: string, actual: unknown): Broken {
  return { ok: false, code, expected, actual };
}

/** A broken rule in a form that a log line can hold. */
export function refusalOf({ code, expected, actual }: Broken): Refusal {
  return { code, expected, actual: printable(actual) };
}

function printable(value: unknown): string {
  if (value === undefined) return 'nothing';
  // A name may carry megabytes: cut it before anything is made of it.
  const cut = typeof value === 'string' ? value.slice(0, MAX_LENGTH) : value;
  const text = JSON.stringify(cut) ?? typeof value;
  const ascii = text.replace(/[^\x20-\x7e]/g, '?');
  return ascii.length > MAX_LENGTH ? `${ascii.slice(0, MAX_LENGTH - 3)}...` : ascii;
}
