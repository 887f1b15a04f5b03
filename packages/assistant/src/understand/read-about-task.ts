import type { Clock } from '../dates/due-date.ts';
import type { Intent } from './intent.ts';
import { readReference } from './read-reference.ts';

const FIELD =
  '(?:deadline|due ?(?:date|time)|date|priority|status|state|notes?|descriptions?|details?|tags?|labels?|title|name)';
const STATE =
  '(?:(?:already|yet|still|now|all) )*(?:done|completed?|finished|overdue|late|open|pending|in progress|started)(?: (?:already|yet|now))?';
const ABOUT = [
  /^when (?:is|are) (.+?)(?: (?:due|scheduled))?$/is,
  new RegExp(`^what(?:'s| is| are) the ${FIELD} (?:of|for|on) (.+)$`, 'is'),
  /^what(?:'s| is) (task (?:number )?\S+|#\d+)(?: about)?$/is,
  /^tell me(?: more)? about (task (?:number )?\S+|#\d+|(?:the|my) .+)$/is,
  new RegExp(`^(?:is|are) (.+?) ${STATE}$`, 'is'),
  /^(?:did i|have i) (?:already )?(?:finish|complete|do|done|completed|finished) (.+?)(?: (?:already|yet))?$/is,
  /^where(?:'s| is) ((?:the |my )?.+ task|task \S+|#\d+)$/is,
];

/** Reads a question about a task that is there ("is the report done"); null for anything else. */
export function readAboutTask(text: string, clock: Clock): Intent | null {
  for (const pattern of ABOUT) {
    const phrase = pattern.exec(text)?.[1];
    if (phrase === undefined) continue;
    const target = readReference(phrase, clock);
    return target.kind === 'filter' && !target.except
      ? { kind: 'list', filter: target.filter }
      : { kind: 'show', target };
  }
  return null;
}
