import type { Clock } from '../dates/due-date.ts';
import type { Intent, TaskChange, TaskReference } from './intent.ts';
import { unquoted } from './plain-text.ts';
import { readFilter } from './read-filter.ts';

const NUMBER_WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(
  ' ',
);
const PLACES = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const NUMBERS =
  /^(?:the\s+)?(?:(?:tasks?|items?|to-?dos?)\s*)?(?:(?:numbers?|nos?\.?|nr\.?)\s*)?(#?\d{1,9}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*-\s*|\s+to\s+|\s+through\s+|\s+)(?:tasks?\s+)?#?\d{1,9})*)$/i;
const NUMBER_WORD = new RegExp(
  `^(?:the\\s+)?(?:tasks?|items?)\\s+(?:number\\s+)?(${NUMBER_WORDS.slice(1).join('|')})$`,
  'i',
);
const PLACE_WORD = `(?:${PLACES.join('|')}|last|\\d{1,2}(?:st|nd|rd|th))`;
const ONE_NOUN =
  '(?:\\s+(?:one|ones|tasks?|items?|option))?(?:\\s+(?:on|in|from|of)\\s+(?:the|my|that)\\s+(?:list|tasks))?';
const PLACE = new RegExp(
  `^(?:the\\s+|my\\s+)?(?:very\\s+)?(${PLACE_WORD}(?:(?:\\s*,\\s*|\\s+and\\s+(?:the\\s+)?)${PLACE_WORD})*)${ONE_NOUN}$`,
  'i',
);
const EITHER = /^(?:tasks?\s+)?#?(\d{1,9})\s+or\s+(?:tasks?\s+)?#?(\d{1,9})$/i;
const EXCEPT = /^(.+?)\s+(?:except|but|besides|other than|apart from)(?: for)?\s+(.+)$/is;
const FIRST_FEW =
  /^(?:the\s+|my\s+)?(first|last)\s+(two|three|four|five|\d)(?:\s+(?:ones|tasks|items))?$/i;
const IT =
  /^(?:it|that|this|(?:that|this|the same|the)\s+(?:one|task|item)|that one there|the task i just (?:added|made|mentioned))$/i;
const THEM =
  /^(?:(both|all (?:two|three|four|five|of (?:them|those|these)))(?:\s+(?:of\s+)?(?:them|those|these|tasks|the tasks))?|both (?:of )?(?:the )?(?:tasks|ones)|them(?: all| both)?|these(?: tasks| ones)?|those(?: tasks| ones)?)$/i;
const NAMED =
  /^(?:the\s+|my\s+|a\s+)?(?:task|item|to-?do|one)s?\s+(?:with (?:the )?(?:name|title)(?: of)?|named|called|titled|about|for|to|that says)\s+(.+)$/i;

/** Reads which task or tasks a phrase means ("task 3", "the milk", "both", "all pending tasks"). */
export function readReference(phrase: string, clock: Clock): TaskReference {
  const text = phrase
    .trim()
    .replace(/\s+(?:from|off|on|in)\s+(?:my|the)\s+(?:to-?do\s+)?(?:list|tasks)$/i, '');
  if (/^".+"$/.test(text)) return { kind: 'words', words: unquoted(text) };
  return (
    readNumbers(text) ??
    readEither(text) ??
    readPlaces(text) ??
    readPronoun(text) ??
    readNamed(text) ??
    readGroup(text, clock) ?? { kind: 'words', words: bareName(text) }
  );
}

function readEither(text: string): TaskReference | null {
  const [, one, other] = EITHER.exec(text) ?? [];
  return one && other ? { kind: 'either', numbers: [Number(one), Number(other)] } : null;
}

/** The intent to change whatever task a phrase means. */
export function edit(phrase: string, change: TaskChange, clock: Clock): Intent {
  return { kind: 'edit', target: readReference(phrase, clock), change };
}

/**
 * Reads a place in a list ("the second one", "first and third", "last"); null for anything else.
 */
export function readPlaces(text: string): Extract<TaskReference, { kind: 'places' }> | null {
  const few = FIRST_FEW.exec(text);
  if (few?.[1] && few[2]) {
    const count = /\d/.test(few[2]) ? Number(few[2]) : NUMBER_WORDS.indexOf(few[2].toLowerCase());
    const places = Array.from({ length: count }, (_, index) => index + 1);
    return {
      kind: 'places',
      places: few[1].toLowerCase() === 'last' ? places.map((n) => -n) : places,
    };
  }
  const match = PLACE.exec(text.replace(/\s+ones?(?=\s*(?:,|and\b))/gi, ''));
  if (!match?.[1]) return null;
  const places = match[1].toLowerCase().split(/\s*,\s*|\s+and\s+(?:the\s+)?/);
  return { kind: 'places', places: places.map(placeOf) };
}

/** Reads task numbers ("task 3", "#3 and #5", "2-4", "task two"); null for anything else. */
export function readNumbers(text: string): Extract<TaskReference, { kind: 'numbers' }> | null {
  const word = NUMBER_WORD.exec(text)?.[1];
  if (word) return { kind: 'numbers', numbers: [NUMBER_WORDS.indexOf(word.toLowerCase())] };
  const list = NUMBERS.exec(text)?.[1];
  if (!list) return null;
  const numbers: number[] = [];
  const ranges = list
    .replace(/\btasks?\b|#/gi, '')
    .replace(/\s*-\s*|\s+(?:to|through)\s+/gi, '-')
    .split(/\s*(?:,|&|\band\b|\s)\s*/i)
    .filter((part) => part !== '');
  for (const range of ranges) {
    const [from = 0, to] = range.split('-').map(Number);
    const end = to === undefined || to < from || to - from > 99 ? from : to;
    for (let number = from; number <= end; number++) numbers.push(number);
    if (to !== undefined && end === from && to !== from) numbers.push(to);
  }
  return { kind: 'numbers', numbers: [...new Set(numbers)] };
}

function placeOf(word: string): number {
  if (word === 'last') return -1;
  const index = PLACES.indexOf(word);
  return index === -1 ? Number.parseInt(word, 10) : index + 1;
}

function readPronoun(text: string): TaskReference | null {
  if (IT.test(text)) return { kind: 'it' };
  const them = THEM.exec(text);
  if (!them) return null;
  return /\bboth\b|\btwo\b/i.test(text) ? { kind: 'them', count: 2 } : { kind: 'them' };
}

function readNamed(text: string): TaskReference | null {
  const name = NAMED.exec(text)?.[1];
  return name ? { kind: 'words', words: unquoted(name) } : null;
}

/** "all …", "everything", or a plural with a condition ("completed tasks") is a group. */
function readGroup(text: string, clock: Clock): TaskReference | null {
  const [, group, exception] = EXCEPT.exec(text) ?? [];
  const rest = group && exception ? readGroup(group, clock) : null;
  if (rest?.kind === 'filter' && exception)
    return { ...rest, except: readReference(exception, clock) };
  const all = /^(?:all|both|every|everything|each|any)\b/i.test(text);
  const dayPart = /^(?:all |my |the )*(morning|afternoon|evening) (.+s)$/i.test(text);
  const plural = /\b(?:tasks|to-?dos|items|ones)$/i.test(text);
  const { filter, saysCondition } = readFilter(text, clock);
  const conditions = saysCondition && filter.words === undefined && filter.search === undefined;
  if (!all && !plural && !dayPart && !conditions) return null;
  const named = filter.words ?? filter.search;
  if (!all && !dayPart && named !== undefined && Object.keys(filter).length === 1) return null;
  return { kind: 'filter', filter };
}

function bareName(text: string): string {
  return text
    .replace(/^(?:(?:the|my|that|this|a|an)\s+)+/i, '')
    .replace(/^(?:task|item|to-?do)\s+(?=\S)/i, '')
    .replace(/\s+(?:task|item|to-?do|one)s?$/i, '')
    .trim();
}
