import { randomUUID } from 'node:crypto';
import { cleanText } from '../log/describe-error.ts';
import { hops } from './hops.ts';
import type { Hop } from './hops.ts';
import type { Visit } from './visit.ts';

/** Writes one line of the report. */
export type Print = (line: string) => void;

/**
 * Walks the path and prints a line per hop; stops at the first that fails, because those after it
 * need it. The throw-away user is removed in either case.
 *
 * @returns the name of the hop that failed, or null.
 */
export async function examine(
  place: { origin: string; issuer: string },
  print: Print,
): Promise<string | null> {
  const visit: Visit = {
    ...place,
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
    const reason = error instanceof Error ? cleanText(error.message) : 'unknown';
    printFailed(print, hop.name, `${reason}. ${hop.advice}`);
    return true;
  }
}

/** A hop that holds. */
export function printOk(print: Print, name: string, found: string): void {
  print(`ok    ${name.padEnd(14)}${found}`);
}

/** A hop that does not, with what to do. */
export function printFailed(print: Print, name: string, advice: string): void {
  print(`fail  ${name.padEnd(14)}${advice}`);
}
