import type { Clock } from '../dates/due-date.ts';
import type { Intent, TaskChange } from './intent.ts';
import { readChange, readTimeOfDay } from './read-change.ts';
import { edit, readReference } from './read-reference.ts';

const RESCHEDULE =
  /^(?:reschedule|move|postpone|push|delay|shift|defer|put off|bring forward|schedule) (.+?) (?:back |forward |out )?(?:to|until|till|for|by|on|at)(?: (?:the )?(?=\S))(.+)$/is;
const APART =
  /^(?:put|push|move|bring) (.+?) (?:off|forward|back) (?:until|till|to|for|by)(?: the)? (.+)$/is;
const AMOUNT = '(an?|one|two|three|four|five|six|seven|\\d{1,3}) (minute|hour|day|week)s?';
const MOVE =
  '(?:reschedule|move|postpone|push|delay|shift|defer|put off|bring forward|extend)(?: the)?';
const SHIFT = [
  new RegExp(`^${MOVE} (.+?)(?: (?:back|out|forward|later|earlier))? by ${AMOUNT}$`, 'is'),
  new RegExp(`^${MOVE} (.+?) (?:back|out|forward) ${AMOUNT}$`, 'is'),
  new RegExp(`^${MOVE} (.+?) ${AMOUNT} (?:back|out|forward|later|earlier)$`, 'is'),
  new RegExp(`^${MOVE} ((?:task )?#?\\d+|it|that) ${AMOUNT}$`, 'is'),
];
const DUE_IS = /^(?!what|which|who|how|anything|nothing)(.+?) (?:is|are) (?:now )?due (.+)$/is;
const COUNTS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'];

/** Reads a request to move the due date of a task; null for anything else. */
export function readReschedule(text: string, clock: Clock): Intent | null {
  for (const pattern of SHIFT) {
    const [, moved, count = '', unit = ''] = pattern.exec(text) ?? [];
    if (moved) return edit(moved, { shift: shiftOf(text, count, unit) }, clock);
  }
  const due = DUE_IS.exec(text);
  const [, phrase, when] = APART.exec(text) ?? RESCHEDULE.exec(text) ?? due ?? [];
  // "Schedule a call" is about a new one.
  if (!phrase || !when || /^schedule an? /i.test(text)) return null;
  const target = readReference(phrase, clock);
  const timeOfDay = readTimeOfDay(when, clock);
  if (timeOfDay !== null) return { kind: 'edit', target, change: { timeOfDay } };
  const read = readChange(when, clock) ?? readChange(`by ${when}`, clock);
  if (read) return { kind: 'edit', target, ...read };
  return due || /^(?:schedule|call)\b/i.test(text)
    ? null
    : { kind: 'edit-what', target, field: 'due' };
}

function shiftOf(words: string, count: string, unit: string): NonNullable<TaskChange['shift']> {
  const size = /^\d/.test(count) ? Number(count) : Math.max(1, COUNTS.indexOf(count.toLowerCase()));
  const amount = /\b(?:bring forward|earlier)\b/i.test(words) ? -size : size;
  switch (unit.toLowerCase()) {
    case 'minute':
      return { minutes: amount };
    case 'hour':
      return { minutes: amount * 60 };
    case 'week':
      return { days: amount * 7 };
    default:
      return { days: amount };
  }
}
