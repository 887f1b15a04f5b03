import type { Clock } from '../dates/due-date.ts';
import { isTalk } from '../replies/small-talk.ts';
import type { Intent, TargetedIntent } from './intent.ts';
import { plainText, wordsOf } from './plain-text.ts';
import { readAdd, readDraft } from './read-add.ts';
import { readEdit } from './read-edit.ts';
import { readList } from './read-list.ts';
import { isNegated } from './read-negation.ts';
import { readPast } from './read-past.ts';
import { readAboutTask } from './read-about-task.ts';
import { isOwnRequest, requestsIn } from './read-several.ts';
import { isQuestion, readRefusal, readSmallTalk } from './read-small-talk.ts';
import { readStatusChange } from './read-status.ts';
import { startsWithTaskVerb } from './task-verbs.ts';
import { withoutTypo } from './read-typo.ts';

// What the rules take grows with the square of the length, and meanwhile nobody else is answered.
const LONGEST = 5000;
const LONGEST_COMMAND = 1000;

const ADD_FIRST =
  /^(?:add|create|new|note|insert|log|jot|remind me(?! (?:about|of) (?:task|#|it\b|that\b))|remember to)\b/i;
const EDIT_ADD =
  /^add (?:.+ to (?:task |#)\d+$|(?:an? |the )?(?:#\S+ to|(?:\S+ )?(?:tags?|labels?|notes?|descriptions?|due ?date|deadline)\b(?!\s*(?:$|task))))/i;
const WRAPPED =
  /^(?:(?:i (?:want|need|would like|'d like|have)|i'd like|want|need) to (?=(?:see|view|list|show|add|create|delete|remove|update|change|edit|reschedule|mark|reopen)\b.*(?:\btasks?\b|#\d|\blist\b))|(?:i (?:want|would like)|i'd like) to (?=(?:add|create)\b))/i;
const STILL_TO_COMPLETE =
  /^i (?:want|need|would like|'d like|have|must|should) (?:to )?((?:complete|finish|close) (?:task|#)\s?\S+)$/i;
const QUOTED =
  /^["'].*["']$|^[^:]{0,60}\b(?:wrote|writes|said|says|told me|asked|texted|emailed)\b.*[:"']/is;
// Typed without its apostrophe, a first word would be unknown.
const WITHOUT_APOSTROPHE: [RegExp, string][] = [
  [/^(what|where|when|who|how)s\b/i, "$1's"],
  [/^(do|did|is|have|should)nt\b/i, "$1n't"],
  [/^im\b/i, "i'm"],
  [/^ive\b/i, "i've"],
];

/**
 * Reads one message of the user. Rules only, no tasks are looked up: the same words and clock
 * always give the same intent.
 */
export function readMessage(message: string, clock: Clock): Intent {
  if (message.length > LONGEST) return { kind: 'too-long' };
  const plain = WITHOUT_APOSTROPHE.reduce(
    (text, [pattern, words]) => text.replace(pattern, words),
    plainText(message),
  );
  const text = plain.replace(WRAPPED, '');
  if (text === '') return readSmallTalk(message.trim()) ?? { kind: 'unknown' };
  const small = readSmallTalk(text) ?? readSmallTalk(message.trim());
  if (small) return small;
  if (isForeign(text)) return { kind: 'not-english' };
  if (QUOTED.test(text)) return { kind: 'unknown' };
  return readSeveral(text, clock) ?? readRequest(text, clock);
}

/** Several new tasks are added at once; several requests of another kind are not guessed at. */
function readSeveral(text: string, clock: Clock): Intent | null {
  const [head = '', ...rest] = requestsIn(text);
  if (rest.length === 0) return null;
  const first = readOne(head, clock);
  if (!first || isBare(first)) return null;
  if (isTalk(first)) return first;
  const others = rest.map((part) => readOne(part, clock));
  if (!others.some((other) => other && isOwnRequest(other, first))) return null;
  const all = [first, ...others];
  const adds = all.filter((one) => one?.kind === 'add');
  if (adds.length < all.length) return { kind: 'several' };
  const problem = adds.find((add) => add.problem)?.problem;
  const drafts = adds.flatMap((add) => add.drafts);
  return { kind: 'add', drafts, ...(problem && { problem }) };
}

function readRequest(text: string, clock: Clock): Intent {
  const intent = readOne(text, clock);
  if (intent) return withDraft(text, intent, clock);
  if (text.length > LONGEST_COMMAND) return { kind: 'too-long' };
  return readMistyped(text, clock) ?? readTold(text, clock) ?? readBare(text, clock);
}

/** Reads one request that begins as requests do; null for everything else. */
function readOne(text: string, clock: Clock): Intent | null {
  if (EDIT_ADD.test(text)) {
    const intent = readEdit(text, clock);
    if (intent || /\bto (?:task |#)\d+$/i.test(text)) return intent;
  }
  if (
    ADD_FIRST.test(text) &&
    !/^(?:create|add|set) (?:a )?reminder (?:for|on) (?:task|#)/i.test(text)
  ) {
    return readAdd(text, clock);
  }
  if (text.length > LONGEST_COMMAND) return null;
  const refusal = readRefusal(text);
  if (refusal) return refusal;
  if (isNegated(text)) return { kind: 'declined' };
  const todo = STILL_TO_COMPLETE.exec(text)?.[1];
  if (todo) return doubted(readStatusChange(todo, clock));
  if (isQuestion(text)) return readAboutTask(text, clock) ?? readList(text, clock);
  return (
    readEditBeforeDelete(text, clock) ??
    readStatusChange(text, clock) ??
    readEdit(text, clock) ??
    readList(text, clock) ??
    readAdd(text, clock)
  );
}

/** "Remove the deadline from 3" would otherwise be read as deleting a task of that name. */
function readEditBeforeDelete(text: string, clock: Clock): Intent | null {
  const intent = /^(?:remove|clear|delete|drop|take|unset|cancel)\b/i.test(text)
    ? readEdit(text, clock)
    : null;
  return intent?.kind === 'edit' ? intent : null;
}

/** "I called mom" tells of a task; "baked beans" may be a new one. */
function readTold(text: string, clock: Clock): Intent | null {
  const past = readPast(text);
  if (!past || /^(?:i|we)\b/i.test(text)) return past;
  const [draft] = readDraft(text, clock).drafts;
  return draft ? { ...past, draft } : past;
}

/** A command with one slip in it is read, but writes only after a yes. */
function readMistyped(text: string, clock: Clock): Intent | null {
  const meant = isQuestion(text) ? null : withoutTypo(text);
  const intent = meant === null ? null : doubted(readOne(meant, clock));
  if (!intent || isBare(intent)) return null;
  // "Lost keys" is no wish to list keys: a slip is only seen where the rest speaks of tasks as such.
  const speaksOfTasks =
    intent.kind === 'offer' || isOwnRequest(intent, { kind: 'add', drafts: [] });
  return speaksOfTasks ? intent : null;
}

/** The same request, to be made only after a yes. */
function doubted(intent: Intent | null): Intent | null {
  switch (intent?.kind) {
    case 'complete':
    case 'reopen':
    case 'start':
    case 'edit':
      return { ...intent, unsure: true };
    case 'add': {
      const [draft] = intent.drafts;
      return draft && intent.drafts.length === 1 && !intent.problem
        ? { kind: 'offer', draft }
        : null;
    }
    default:
      return intent;
  }
}

/** Keeps what "change the oil" would be as a new task, should there be no task of that name. */
function withDraft<T extends Intent | null>(text: string, intent: T, clock: Clock): T {
  if (!intent || !isByWords(intent) || /\btasks?\b|#\d/i.test(text)) return intent;
  const [draft] = readDraft(text, clock).drafts;
  const needsDate = /^(?:complete|finish|delete|remove|erase)\b/i.test(text);
  const isTodo = startsWithTaskVerb(text) && (!needsDate || draft?.due !== undefined);
  return draft && draft.title !== '' && isTodo ? { ...intent, draft } : intent;
}

function isByWords(intent: Intent): intent is TargetedIntent {
  return 'target' in intent && intent.target.kind === 'words' && intent.kind !== 'show';
}

/** A sentence without a command: with a date it is something to do, otherwise it is offered. */
function readBare(text: string, clock: Clock): Intent {
  if (isQuestion(text)) return { kind: 'off-topic' };
  const words = wordsOf(text);
  const maybe = /^(?:maybe|perhaps|possibly|i need|i want|we need)\s+/i.test(text);
  const body = text
    .replace(/^(?:maybe|perhaps|possibly|i need|i want|we need)\s+/i, '')
    .replace(/\s+(?:later|sometime|some day|someday)$/i, '');
  const intent = readDraft(body, clock);
  const [draft] = intent.drafts;
  if (!draft || draft.title === '' || words.length > 12 || !words.some(isPronounceable))
    return { kind: 'unknown' };
  // "I bought milk" tells something, and "task 7 …" speaks of a task that is there already.
  if (/^(?:i|i'm|i've|you|he|she|we|they|go back)\b|^[/{}<>\\]|(?:\btask |#)\d/i.test(body))
    return { kind: 'unknown' };
  const verb = startsWithTaskVerb(body);
  if (intent.problem) return verb || intent.problem === 'repeats' ? intent : { kind: 'unknown' };
  if (verb && draft.due && !maybe) return intent;
  return verb || words.length <= 6 ? { kind: 'offer', draft } : { kind: 'unknown' };
}

function isBare(intent: Intent): boolean {
  return intent.kind === 'unknown' || intent.kind === 'off-topic';
}

/** Letters, but none of the Latin alphabet. */
function isForeign(text: string): boolean {
  return /\p{L}/u.test(text) && !/\p{Script=Latin}/u.test(text);
}

function isPronounceable(word: string): boolean {
  return /[\p{L}]{2}/u.test(word) && !/[bcdfghjklmnpqrstvwxz]{5}/i.test(word);
}
