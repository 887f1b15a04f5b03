import type { Clock } from '../dates/due-date.ts';
import { readDue } from '../dates/due-date.ts';
import { extractFields } from './fields.ts';
import type { DraftProblem, Intent, TaskDraft } from './intent.ts';
import { tidyTitle, unquoted } from './plain-text.ts';
import { startsWithTaskVerb } from './task-verbs.ts';

const VERB =
  '(?:add|create|make|set up|insert|log|note(?: down)?|jot down|write down|record|schedule|put|new)';
const NOUN = '(?:tasks?|to-?dos?|to do items?|items?|reminders?)';
const ADJECTIVE =
  '(?:(?:very )?urgent|important|critical|(?:low|medium|normal|high|top)[- ]priority|recurring|repeating|daily|weekly|monthly|quick|new|low|medium|high)';
const TO_LIST =
  /\s+(?:to|on|onto|in|into)\s+(?:my|the)\s+(?:(?:to-?do|task)\s+)?(?:lists?|tasks|to-?dos)\s*$/i;
const NAMED_LIST =
  /\s+(?:to|on|onto|in|into)\s+(?:my|the|our)\s+(?!(?:to-?do|task)\b)([\p{L}\p{N}_-]+)\s+list\s*$/iu;
const NO_DUE = /[\s,]+(?:(?:with )?no|without(?: a)?) (?:due ?date|deadline)\s*$/i;
const HEADED = new RegExp(
  `^${VERB}\\s+(?:me\\s+)?(?:(?:an?|another|one|the|some|these|this|my)\\s+)?((?:${ADJECTIVE}[\\s,]+(?:and\\s+)?)*)(${NOUN})\\b(?:\\s+(?:to|on|in)\\s+my\\s+list)?(?:\\s+(?:called|named|titled|saying|that says))?\\s*(?::|-|\\bto\\b|\\babout\\b|\\bthat\\b|\\bfor\\b(?=\\s+\\w+ing\\b))?\\s*(.*)$`,
  'is',
);
const NOUN_LAST = new RegExp(`^${VERB}\\s+(?:an?|my|another|the)\\s+(.+?)\\s+${NOUN}$`, 'is');
// Other verbs of `VERB` begin things to do themselves ("make bread", "record the show").
const PLAIN =
  /^(?:(?:add|create|insert|note(?: down)?|jot down|write down|schedule|new)\s*:?\s+(.+)|put\s+(.+\s(?:on|onto|in|into|to)\s+(?:my|the|our)\s+(?:[\p{L}\p{N}_-]+\s+)?(?:list|tasks|to-?dos)\b.*))$/isu;
const IMPLICIT =
  /^(?:(?:i )?(?:really )?(?:need|have|want|ought|got|'ve got|would like|'d like)(?: to remember)? to|i must|i should|i've got to|(?:i )?gotta|remind me (?:to|about|of|that)|remember to|(?:don'?t|do not) (?:let me )?forget(?: to| about)?|note to self:?|to-?do:|tasks?:)\s+(.+)$/is;
// "Task 3" is there already: to need it done is no new task.
const EXISTING = /^(?:i )?(?:really )?(?:need|have|want|ought|must|should|got)\b.*(?:\btask |#)\d/i;
const REMIND_AT = /^remind me (.+?) (?:to|about|that) (.+)$/is;
const HEAD_ONLY = new RegExp(`^(?:${VERB}|remind me)$`, 'i');

/** Reads a request to add one or more tasks; null when the text is no such request. */
export function readAdd(text: string, clock: Clock): Intent | null {
  if (HEAD_ONLY.test(text)) return { kind: 'add', drafts: [{ title: '' }], problem: 'no-title' };
  const headed = HEADED.exec(text);
  if (headed && !/^(?:put|make|set up|record|schedule)\s+(?:the )?task\s+\d/i.test(text)) {
    const [, adjectives = '', noun = '', body = ''] = headed;
    return readBody(body, { head: adjectives, listed: /s$/i.test(noun) }, clock);
  }
  const nounLast = NOUN_LAST.exec(text)?.[1];
  if (nounLast) return readBody(nounLast, { head: '', listed: false }, clock);
  const [, when = '', what] = REMIND_AT.exec(text) ?? [];
  if (what && readDue(when, clock))
    return readBody(`${what} ${when}`, { head: '', listed: false }, clock);
  const plain = PLAIN.exec(text);
  const body = IMPLICIT.exec(text)?.[1] ?? plain?.[1] ?? plain?.[2];
  if (body === undefined || EXISTING.test(text)) return null;
  return readBody(body.replace(/^an? (?=\S)/i, ''), { head: '', listed: false }, clock);
}

/** Reads one task out of its description, as `readAdd` does after the command words. */
export function readDraft(body: string, clock: Clock, head = ''): Extract<Intent, { kind: 'add' }> {
  const list = NAMED_LIST.exec(body)?.[1];
  const fields = extractFields(
    body.replace(NAMED_LIST, '').replace(TO_LIST, '').replace(NO_DUE, ''),
    clock,
  );
  if (list) fields.tags.push(list.toLowerCase());
  const headFields = extractFields(
    `${head} priority`.replace(/priority[\s,]+priority/i, 'priority'),
    clock,
  );
  const adjectives = headFields.priorities;
  if (adjectives.length === 0 && /\b(?:urgent|important|critical)\b/i.test(head))
    adjectives.push('high');
  if (/\bpriority\b/i.test(head) && /\b(?:urgent|important|critical)\b/i.test(head))
    adjectives.push('high');
  const priorities = [...new Set([...adjectives, ...fields.priorities])];
  const quoted = /^\s*[:-]?\s*"([^"]+)"[\s.,]*$/.exec(fields.rest)?.[1];
  const draft: TaskDraft = {
    title: quoted ?? tidyTitle(fields.rest.replace(/^\s*(?:to|that)\s+/i, '').replace(TO_LIST, '')),
  };
  if (fields.notes) draft.notes = unquoted(fields.notes);
  if (fields.tags.length > 0) draft.tags = [...new Set(fields.tags)];
  if (fields.due && !fields.due.past)
    draft.due = { at: fields.due.at, hasTime: fields.due.hasTime };
  const [priority] = priorities;
  if (priority && priorities.length === 1) draft.priority = priority;
  const intent: Extract<Intent, { kind: 'add' }> = { kind: 'add', drafts: [draft] };
  const repeats = fields.repeats || /\b(?:recurring|repeating|daily|weekly|monthly)\b/i.test(head);
  if (repeats) draft.title = draft.title.replace(/\s+every$/i, '').replace(/^every\s+/i, '');
  const problem = problemOf(draft, {
    two: priorities.length > 1,
    past: fields.due?.past === true,
    repeats,
  });
  if (problem) intent.problem = problem;
  if (problem === 'past-date' && fields.due) {
    intent.problemDue = { at: fields.due.at, hasTime: fields.due.hasTime };
  }
  return intent;
}

function problemOf(
  draft: TaskDraft,
  found: { two: boolean; past: boolean; repeats: boolean },
): DraftProblem | null {
  if (draft.title === '') return 'no-title';
  if (found.two) return 'two-priorities';
  if (found.past) return 'past-date';
  return found.repeats ? 'repeats' : null;
}

function readBody(body: string, form: { head: string; listed: boolean }, clock: Clock): Intent {
  const parts = enumerated(body, form.listed);
  const read = parts.map((part) => readDraft(part, clock, form.head));
  const [first] = read;
  if (read.length === 1 && first) return first;
  const problem = read.find((one) => one.problem)?.problem;
  const drafts = read.flatMap((one) => one.drafts);
  return { kind: 'add', drafts, ...(problem && { problem }) };
}

/**
 * Splits a plain enumeration: lines, semicolons, "tasks: a, b", or parts that each begin with a
 * verb.
 */
function enumerated(body: string, listed: boolean): string[] {
  const text = body.replace(TO_LIST, '');
  const lines = text
    .split(/\s*(?:\n|;)\s*/)
    .map((line) => line.replace(/^(?:[-*•]|\d+[.)])\s+/, ''))
    .filter((line) => line.trim() !== '');
  if (lines.length > 1) return lines;
  if (/["]|\b(?:description|notes?)\b/i.test(text)) return [text];
  const parts = text
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+(?:also\s+)?/i)
    .filter((part) => part.trim() !== '');
  if (parts.length < 2) return [text];
  const plain = listed || parts.every((part) => startsWithTaskVerb(part) && /\s/.test(part.trim()));
  return plain && !parts.some(isField) ? parts : [text];
}

function isField(part: string): boolean {
  return /^(?:(?:high|low|medium|normal)(?: priority)?|urgent|important|(?:mark|set|make|flag|tag|due|deadline|by|on|tagged)\b.*)$/i.test(
    part.trim(),
  );
}
