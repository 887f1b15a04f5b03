import type { Clock } from '../dates/due-date.ts';
import type { Intent, TaskReference } from './intent.ts';
import { readReference } from './read-reference.ts';

type StatusKind = 'complete' | 'reopen' | 'start' | 'delete' | 'restore';

const DONE = '(?:done|completed?|finished)';
const OPEN =
  '(?:incomplete|uncompleted?|undone|unfinished|pending|open|to-?do|not (?:yet )?(?:done|completed?|finished))';
const DOING = '(?:in progress|in-progress|doing|started|ongoing|under way|active)';
const MARK = '(?:mark|set|make|move|change|put|flag)';

// The first pattern that fits decides, so "mark 3 as not done" is read before "… done".
const PATTERNS: [StatusKind, RegExp][] = [
  [
    'reopen',
    new RegExp(`^${MARK} (.+?) (?:(?:back )?(?:as|to|into) )?(?:being )?${OPEN}(?: again)?$`, 'is'),
  ],
  ['start', new RegExp(`^${MARK} (.+?) (?:(?:as|to|into) )?(?:being )?${DOING}$`, 'is')],
  [
    'complete',
    new RegExp(
      `^(?:${MARK}|check|tick|cross) (?:off )?(?:the status of )?(.+?)(?: off)?(?:(?:'s)? status)? (?:(?:as|to|into) )?(?:being )?${DONE}$`,
      'is',
    ),
  ],
  ['complete', new RegExp(`^(?:mark|set) (?:as |off )?${DONE}:? (.+)$`, 'is')],
  ['complete', /^(?:check|tick|cross|mark) off (.+)$/is],
  ['complete', /^(?:check|tick|cross) (.+?) off(?: my list| the list)?$/is],
  [
    'reopen',
    /^(?:re-?open|un-?complete|un-?check|un-?mark|un-?finish|reactivate|un-?tick) (.+)$/is,
  ],
  [
    'reopen',
    new RegExp(`^(.+?) (?:is|are|was) (?:not|n't) (?:yet )?(?:actually )?${DONE}(?: yet)?$`, 'is'),
  ],
  ['reopen', new RegExp(`^(.+?) isn't ${DONE}(?: yet)?$`, 'is')],
  [
    'complete',
    new RegExp(
      `^(?:i(?:'ve| have|'m| am)?\\s+)?(?:just |already |now |all )*(?:done|finished|completed?)(?: with| up)?:? (.+)$`,
      'is',
    ),
  ],
  ['complete', /^(?:complete|finish|close|resolve|accomplish) (.+)$/is],
  [
    'complete',
    new RegExp(
      `^(.+?) (?:is|are|was|were|has been|have been)(?: now| all| already)* ${DONE}(?: now)?$`,
      'is',
    ),
  ],
  ['start', new RegExp(`^((?:task |#)\\d+) ${DOING}$`, 'is')],
  [
    'start',
    /^(?:start|begin|i(?:'m| am) (?:now |currently )?(?:working on|doing)|i(?:'ve| have)? started|work(?:ing)? on) (?:working on |work on |with |on )?(.+)$/is,
  ],
  ['restore', /^(?:undelete|restore|bring back|recover) (.+)$/is],
  [
    'delete',
    /^(?:delete|remove|erase|discard|trash|drop|get rid of|throw away|clear|wipe|purge) (?:out )?(.+)$/is,
  ],
  ['delete', /^take (.+?) off (?:my|the) (?:\S+ )?(?:list|tasks)$/is],
  ['delete', /^cancel ((?:the |my |this |that )?(?:tasks? .+|#?\d+|.+ task))$/is],
];
// "Report done" is a statement; "get hair done" and "report not done" are none.
const STATEMENT = new RegExp(`^((?:\\S+ ){0,5}?\\S+) ${DONE}$`, 'i');
const NO_STATEMENT =
  /^(?:well|all|i|we|you|it|get|have|show|list|see|view|be|not|never|almost|nearly|half)\b|\b(?:not|never|almost|nearly|half|partly|as|to|be|isn't|aren't)$/i;
const UNDO =
  /^(?:undo|revert|take (?:it|that) back|bring (?:it|that|them|those) back|put (?:it|that|them) back|restore (?:it|that|them)|oops(?:,? undo)?)(?: (?:it|that|this|please|the last (?:one|action|change|delete|deletion)|my last (?:action|change)))?$/i;
const ABOUT_LIST =
  /^(?:(?:my|the|all|all my|all the|whole|entire|everything (?:on|in|from) my) )*(?:list|to-?do list|everything)$/i;

/**
 * Reads a request to complete, reopen, start, delete or bring back tasks; null for anything else.
 */
export function readStatusChange(text: string, clock: Clock): Intent | null {
  if (UNDO.test(text)) return { kind: 'undo' };
  if (/^(?:done|finished|completed|complete)$/i.test(text))
    return { kind: 'complete', target: { kind: 'it' } };
  if (/^(?:delete|remove|erase)$/i.test(text)) return { kind: 'delete', target: { kind: 'it' } };
  for (const [kind, pattern] of PATTERNS) {
    const phrase = pattern.exec(text)?.[1];
    if (phrase !== undefined) return { kind, target: targetOf(phrase, clock) };
  }
  const stated = STATEMENT.exec(text)?.[1];
  return stated !== undefined && !NO_STATEMENT.test(stated)
    ? { kind: 'complete', target: targetOf(stated, clock) }
    : null;
}

function targetOf(phrase: string, clock: Clock): TaskReference {
  if (ABOUT_LIST.test(phrase)) return { kind: 'filter', filter: {} };
  return readReference(phrase, clock);
}
