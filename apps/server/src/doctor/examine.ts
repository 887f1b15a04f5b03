import { randomUUID } from 'node:crypto';
import { cleanText } from '../log/describe-error.ts';
import { hops } from './hops.ts';
import type { Hop } from './hops.ts';
import type { Visit } from './visit.ts';

/** Writes one line of the report. */
export type Print = (line: string) => void;

/** A server to be examined. */
export interface ExaminedPlace {
  origin: string;
  issuer: string;
}

/**
 * Walks the path and prints a line per hop; stops at the first that fails, because those after it
 * need it. The throw-away user is removed in either case.
 *
 * @returns the name of the hop that failed, or null.
 */
export async function examine(
  { origin, issuer }: ExaminedPlace,
  print: Print,
): Promise<string | null> {
  const visit: Visit = {
    origin,
    issuer,
    email: `doctor-${randomUUID()}@example.invalid`,
    password: randomUUID(),
  };
  const last = hops.at(-1);
  for (const hop of hops) {
    const failed = await walk(hop, visit, print);
    if (!failed) continue;
    if (last && hop !== last && visit.cookie !== undefined) await walk(last, visit, print);
    return hop.name;
  }
  return null;
}

async function walk(hop: Hop, visit: Visit, print: Print): Promise<boolean> {
  try {
    printOk(print, hop.name, await hop.run(visit));
    return false;
  } catch (error) {
    printFailed(print, hop.name, `${reasonOf(error)}. ${hop.advice}`);
    return true;
  }
}

/** Why a hop does not hold, in one line and without what was answered. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'ZodError' || error.name === '$ZodError' || error instanceof SyntaxError)
    return 'the answer is not what Parley answers';
  return cleanText(error.message);
}

/** A hop that holds. */
export function printOk(print: Print, name: string, found: string): void {
  print(`ok    ${name.padEnd(14)}${found}`);
}

/** A hop that does not, with what to do. */
export function printFailed(print: Print, name: string, advice: string): void {
  print(`fail  ${name.padEnd(14)}${advice}`);
}
