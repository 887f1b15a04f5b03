import { isOneSlipAway } from '../references/one-slip.ts';

/**
 * A text that the date parser understands, and the way from its positions back to the original's.
 */
export interface PlainWords {
  text: string;
  /** Where in the original a stretch of `text` stands; replaced words count as a whole. */
  back(start: number, end: number): { start: number; end: number };
}

interface Edit {
  from: number;
  to: number;
  plain: string;
}

const HOURS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const MINUTES: Record<string, number> = { five: 5, ten: 10, quarter: 15, twenty: 20, half: 30 };
// An hour in words may also be a count ("look at two houses"): what follows tells.
const AFTER_HOUR = `(?=\\s*(?:$|[,.;!?)]|o'?clock|[ap]m\\b|sharp|today|tomorrow|tonight|on |in the ))`;
const DAYS = ['tomorrow', 'tuesday', 'wednesday', 'thursday', 'saturday'];

const REPLACED: [RegExp, (...parts: string[]) => string][] = [
  [
    new RegExp(
      `\\b(?:a )?(${Object.keys(MINUTES).join('|')})(?: minutes)? (past|to) (\\d{1,2}|${HOURS.join('|')})\\b`,
      'gi',
    ),
    (minutes = '', side = '', hour = '') => clockTime(minutes, side, hour),
  ],
  [
    new RegExp(`\\bat (${HOURS.join('|')})\\b${AFTER_HOUR}`, 'gi'),
    (hour = '') => `at ${hourOf(hour)}`,
  ],
  [/\b(\d{1,2}(?::\d{2})?)(?: o'?clock)? in the (?:afternoon|evening)\b/gi, (time) => `${time}pm`],
  [/\b(?:by )?(?:the )?(?:end of (?:the )?day|eod)\b/gi, () => 'today'],
  [/\b(?:end of (?:the )?week|eow)\b/gi, () => 'friday'],
  [/\beom\b/gi, () => 'end of month'],
  [/\b(?:the )?(?:end of (?:the |this )?year|eoy)\b/gi, () => '31 December'],
  [/\ba fortnight\b/gi, () => 'two weeks'],
  [/\b([a-z]{6,10})\b/gi, (word = '') => spelt(word)],
];

/**
 * Puts words that the date parser knows in place of some that it does not: "half past five", "end
 * of day", and days whose names are one slip away from right.
 */
export function withPlainWords(original: string): PlainWords {
  const edits: Edit[] = [];
  for (const [pattern, replace] of REPLACED) {
    for (const match of original.matchAll(pattern)) {
      const [all, ...parts] = match;
      const edit = { from: match.index, to: match.index + all.length, plain: replace(...parts) };
      const isFree = edits.every(({ from, to }) => edit.to <= from || edit.from >= to);
      if (edit.plain !== all && isFree) edits.push(edit);
    }
  }
  edits.sort((one, other) => one.from - other.from);
  let text = '';
  let done = 0;
  for (const { from, to, plain } of edits) {
    text += original.slice(done, from) + plain;
    done = to;
  }
  return {
    text: text + original.slice(done),
    back: (start, end) => ({
      start: movedBack(start, edits, 'from'),
      end: movedBack(end, edits, 'to'),
    }),
  };
}

function movedBack(position: number, edits: readonly Edit[], edge: 'from' | 'to'): number {
  let grown = 0;
  for (const edit of edits) {
    const start = edit.from + grown;
    const end = start + edit.plain.length;
    if (position <= start) break;
    if (position < end) return edit[edge];
    grown = end - edit.to;
  }
  return position - grown;
}

function clockTime(minutes: string, side: string, hour: string): string {
  const past = MINUTES[minutes.toLowerCase()] ?? 0;
  const isTo = side.toLowerCase() === 'to';
  const at = isTo ? hourOf(hour) - 1 : hourOf(hour);
  return `${at === 0 ? 12 : at}:${String(isTo ? 60 - past : past).padStart(2, '0')}`;
}

function hourOf(word: string): number {
  const index = HOURS.indexOf(word.toLowerCase());
  return index === -1 ? Number(word) : index + 1;
}

/** The day that a word is a slip away from; the word itself when there is none ("Thursdays"). */
function spelt(word: string): string {
  const lower = word.toLowerCase();
  return DAYS.find((day) => isOneSlipAway(lower, day) && !lower.startsWith(day)) ?? word;
}
