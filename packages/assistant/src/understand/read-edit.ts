import type { Clock } from '../dates/due-date.ts';
import { tagNames } from './fields.ts';
import type { EditField, Intent, TaskChange } from './intent.ts';
import { readChange } from './read-change.ts';
import { edit, readReference } from './read-reference.ts';
import { readReschedule } from './read-reschedule.ts';
import { readTags } from './read-tags.ts';

const DUE = '(?:due ?dates?|deadlines?|due|dates?)';
const NOTES = '(?:notes?|descriptions?)';
const FIELD: [EditField, RegExp][] = [
  ['title', /^(?:title|name)$/i],
  ['priority', /^priority$/i],
  ['due', new RegExp(`^${DUE}$`, 'i')],
  ['notes', new RegExp(`^${NOTES}$`, 'i')],
  ['tags', /^(?:tags?|labels?|category)$/i],
];
const CLEAR = '(?:remove|clear|delete|drop|unset|cancel|take (?:away|off))';
const CLEAR_FIELD = new RegExp(
  `^${CLEAR} (?:the |its |my |all )?(${DUE}|${NOTES})(?: (?:from|of|on|for|off) (.+))?$`,
  'is',
);
const CLEAR_OWNED = new RegExp(`^${CLEAR} (.+?)'s (${DUE}|${NOTES})$`, 'is');
const NOTES_TO = new RegExp(
  `^(?:add|set|write|put|change|update) (?:an? |the )?${NOTES} (?:to|for|of|on) (.+?)\\s*(?::|,| saying| that says| to)\\s*(.+)$`,
  'is',
);
const NOTES_FIRST = new RegExp(
  `^(?:add|write|put) (?:an? |the )?${NOTES}\\s*:?\\s+(.+?) to ((?:task |#)\\S+|it|that)$`,
  'is',
);
const NOTES_IT = new RegExp(`^(?:add|write|put) (?:an? |the )?${NOTES}\\s*:?\\s+(.+)$`, 'is');
const FIELD_OF =
  /^(?:change|set|update|edit|raise|lower|bump|move|add)(?: the| a| its)? (title|name|priority|due ?date|deadline|due|date|tags?) (?:of|for|on|to|from) (.+?) (?:to|as|for|:|of|on) (.+)$/is;
const FIELD_AFTER =
  /^(?:change|set|update|edit)(?: the)? (.+?)(?:'s)? (title|name|priority|due ?date|deadline|notes?|description)(?: to| as|:| =)\s+(.+)$/is;
const RENAME = /^(?:rename|retitle|call) (.+?) (?:to|as|into) (.+)$/is;
const PRIORITY_FOR = /^(?:set|change|make) (?:the )?priority (?:to )?(\w+) (?:for|of|on) (.+)$/is;
const DUE_FOR = new RegExp(
  `^(?:set|add|give|change) (?:an? |the )?${DUE} (?:for|of|on|to) ((?:task |#)?\\d+|it|that) (.+)$`,
  'is',
);
const IS_NOW = /^((?:task |#)\d+|it) (?:is|should be|must be|has) (?:now )?(.+)$/is;
const FIELD_ASK =
  /^(?:lower|raise|increase|decrease|change|set|update|edit) (?:the )?(title|name|priority|due ?date|deadline|notes?|description|tags?) (?:of|for|on) (.+)$/is;
const CHANGE_TO =
  /^(?:change|update|edit|modify|set|make|turn) (.+?)\s*(?: to| as| into|:)\s+(.+)$/is;
const PLACE_TO = /^(?:change|update|edit|modify) (.+? task) (?:to|as|into) (.+)$/is;
const MOST_WORDS_OF_A_NAME = 12;
const MAKE = /^(?:make|set|mark|flag|change|update|edit|modify|give|prioriti[sz]e|bump) (.+)$/is;
const ASK =
  /^(?:change|update|edit|modify|rename|reschedule|postpone|move)(?: the)? (.+?)(?:'s)?(?: (title|name|priority|due ?date|deadline|notes?|description|tags?))?$/is;

/** Reads a request to change fields of a task; null when the text is no such request. */
export function readEdit(text: string, clock: Clock): Intent | null {
  return (
    readClear(text, clock) ??
    readTags(text, clock) ??
    readNotes(text, clock) ??
    readNamedField(text, clock) ??
    readReschedule(text, clock) ??
    readMake(text, clock) ??
    readTitle(text, clock) ??
    readAsk(text, clock)
  );
}

function readClear(text: string, clock: Clock): Intent | null {
  const match = CLEAR_FIELD.exec(text);
  const [, owner, owned] = CLEAR_OWNED.exec(text) ?? [];
  const field = match?.[1] ?? owned;
  if (field === undefined) return null;
  const change: TaskChange = isField(field, 'notes') ? { notes: '' } : { due: null };
  return edit(owner ?? match?.[2] ?? 'it', change, clock);
}

function readNotes(text: string, clock: Clock): Intent | null {
  const [, phrase, notes] = NOTES_TO.exec(text) ?? [];
  if (phrase && notes) return edit(phrase, { notes }, clock);
  const [, first, target] = NOTES_FIRST.exec(text) ?? [];
  if (first && target) return edit(target, { notes: first }, clock);
  const alone = NOTES_IT.exec(text)?.[1];
  return alone ? edit('it', { notes: alone }, clock) : null;
}

function readNamedField(text: string, clock: Clock): Intent | null {
  const [, level, ranked] = PRIORITY_FOR.exec(text) ?? [];
  const priority = level ? readChange(level, clock) : null;
  if (ranked && priority)
    return { kind: 'edit', target: readReference(ranked, clock), ...priority };
  for (const pattern of [DUE_FOR, IS_NOW]) {
    const [, named, is] = pattern.exec(text) ?? [];
    const read = is ? (readChange(is, clock) ?? readChange(`by ${is}`, clock)) : null;
    if (named && read) return { kind: 'edit', target: readReference(named, clock), ...read };
  }
  const of = FIELD_OF.exec(text);
  const after = FIELD_AFTER.exec(text);
  const [field, phrase, value] = of ? [of[1], of[2], of[3]] : [after?.[2], after?.[1], after?.[3]];
  if (!field || !phrase || !value) return null;
  if (isField(field, 'title'))
    return edit(phrase, readChange(value, clock, { title: true })?.change ?? {}, clock);
  if (isField(field, 'notes')) return edit(phrase, { notes: value }, clock);
  if (isField(field, 'tags')) return edit(phrase, { addTags: tagNames(value) }, clock);
  const read = readChange(value, clock);
  const target = readReference(phrase, clock);
  if (read) return { kind: 'edit', target, ...read };
  return { kind: 'edit-what', target, field: isField(field, 'due') ? 'due' : 'priority' };
}

/** "make it high priority", "set buy milk urgent": the shortest name whose rest is all fields. */
function readMake(text: string, clock: Clock): Intent | null {
  const body = MAKE.exec(text)?.[1];
  if (!body) return null;
  if (/^prioriti[sz]e\b/i.test(text)) return edit(body, { priority: 'high' }, clock);
  const words = body.split(' ');
  const renames = /^(?:change|update|edit|modify)\b/i.test(text);
  const longest = Math.min(words.length - 1, MOST_WORDS_OF_A_NAME);
  for (let size = 1; size <= longest; size++) {
    const name = words.slice(0, size).join(' ');
    if (/^(?:task|the|my|that|this|a|an|due|number)$/i.test(name)) continue;
    if (renames && / (?:to|as|into)$/i.test(name)) return null;
    const read = readChange(words.slice(size).join(' '), clock);
    if (read) return { kind: 'edit', target: readReference(name, clock), ...read };
  }
  return null;
}

function readTitle(text: string, clock: Clock): Intent | null {
  const [, phrase, value] = RENAME.exec(text) ?? PLACE_TO.exec(text) ?? CHANGE_TO.exec(text) ?? [];
  if (!phrase || !value || /^(?:make|set|turn|call)\b/i.test(text)) return null;
  const target = readReference(phrase, clock);
  const read = readChange(value, clock, { title: true });
  return read ? { kind: 'edit', target, ...read } : null;
}

function readAsk(text: string, clock: Clock): Intent | null {
  const [, named, of] = FIELD_ASK.exec(text) ?? [];
  if (named && of) return askFor(named, of, clock);
  const [, phrase, word] = ASK.exec(text) ?? [];
  if (!phrase) return null;
  if (word !== undefined) return askFor(word, phrase, clock);
  const renames = /^rename\b/i.test(text) ? 'title' : undefined;
  const moves = /^(?:reschedule|postpone|move)\b/i.test(text) ? 'due' : undefined;
  const asked = renames ?? moves;
  return {
    kind: 'edit-what',
    target: readReference(phrase, clock),
    ...(asked && { field: asked }),
  };
}

function askFor(word: string, phrase: string, clock: Clock): Intent {
  const field = FIELD.find(([, pattern]) => pattern.test(word))?.[0];
  return { kind: 'edit-what', target: readReference(phrase, clock), ...(field && { field }) };
}

function isField(word: string, field: EditField): boolean {
  return FIELD.some(([name, pattern]) => name === field && pattern.test(word));
}
