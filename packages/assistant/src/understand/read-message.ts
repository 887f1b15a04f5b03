import type { Clock } from '../dates/due-date.ts';
import type { Intent } from './intent.ts';
import { plainText, wordsOf } from './plain-text.ts';
import { readAdd, readDraft } from './read-add.ts';
import { readEdit } from './read-edit.ts';
import { readList } from './read-list.ts';
import { isQuestion, readRefusal, readSmallTalk } from './read-small-talk.ts';
import { readStatusChange } from './read-status.ts';
import { startsWithTaskVerb } from './task-verbs.ts';

const COMMAND =
  '(?:add|create|complete|finish|mark|delete|remove|show|list|update|change|rename|reopen|start|tag|reschedule|undo)';
const SECOND_COMMAND = new RegExp(
  `(?:[;.]|,|\\band\\b|\\bthen\\b)\\s+(?:and |then |also )*${COMMAND}\\s+(?:task|#|\\d|my|the|all|it|me|a task)`,
  'i',
);
const ADD_FIRST =
  /^(?:add|create|new|note|insert|log|jot|remind me(?! (?:about|of) (?:task|#|it\b|that\b))|remember to)\b/i;
const EDIT_ADD =
  /^add (?:an? |the )?(?:#\S+ to|(?:\S+ )?(?:tags?|labels?|notes?|descriptions?|due ?date|deadline)\b(?!\s*(?:$|task)))/i;
const WRAPPED =
  /^(?:i (?:want|need|would like|'d like|have)|i'd like|want|need) to (?=(?:see|view|list|show|add|create|delete|remove|update|change|edit|reschedule|mark|complete|reopen)\b.*(?:\btasks?\b|#\d|\blist\b))/i;
const QUOTED =
  /^["'].*["']$|^[^:]{0,60}\b(?:wrote|writes|said|says|told me|asked|texted|emailed)\b.*[:"']/is;

/**
 * Reads one message of the user. Rules only, no tasks are looked up: the same words and clock always
 * give the same intent.
 */
export function readMessage(message: string, clock: Clock): Intent {
  const text = plainText(message).replace(WRAPPED, '');
  if (text === '') return readSmallTalk(message.trim()) ?? { kind: 'unknown' };
  const small = readSmallTalk(text) ?? readSmallTalk(message.trim());
  if (small) return small;
  if (QUOTED.test(text)) return { kind: 'unknown' };
  if (EDIT_ADD.test(text)) return readEdit(text, clock) ?? { kind: 'unknown' };
  if (
    ADD_FIRST.test(text) &&
    !/^(?:create|add|set) (?:a )?reminder (?:for|on) (?:task|#)/i.test(text)
  ) {
    return readAdd(text, clock) ?? { kind: 'unknown' };
  }
  const refusal = readRefusal(text);
  if (refusal) return refusal;
  if (SECOND_COMMAND.test(text)) return { kind: 'several' };
  return (
    readEditBeforeDelete(text, clock) ??
    readStatusChange(text, clock) ??
    readEdit(text, clock) ??
    readList(text, clock) ??
    readAdd(text, clock) ??
    readBare(text, clock)
  );
}

/** "Remove the deadline from 3" would otherwise be read as deleting a task of that name. */
function readEditBeforeDelete(text: string, clock: Clock): Intent | null {
  const intent = /^(?:remove|clear|delete|drop|take|unset|cancel)\b/i.test(text)
    ? readEdit(text, clock)
    : null;
  return intent?.kind === 'edit' ? intent : null;
}

/** A sentence without a command: with a date it is something to do, otherwise it is offered. */
function readBare(text: string, clock: Clock): Intent {
  if (isQuestion(text)) return { kind: 'off-topic' };
  const words = wordsOf(text);
  const maybe = /^(?:maybe|perhaps|possibly)\s+/i.test(text);
  const body = text
    .replace(/^(?:maybe|perhaps|possibly)\s+/i, '')
    .replace(/\s+(?:later|sometime|some day|someday)$/i, '');
  const intent = readDraft(body, clock);
  const [draft] = intent.drafts;
  if (!draft || draft.title === '' || words.length > 12 || !words.some(isPronounceable))
    return { kind: 'unknown' };
  // "I bought milk" tells something, and "task 7 …" speaks of a task that is there already.
  if (/^(?:i|i'm|i've|you|he|she|we|they|go back)\b|(?:\btask |#)\d/i.test(text))
    return { kind: 'unknown' };
  const verb = startsWithTaskVerb(body);
  if (intent.problem) return verb || intent.problem === 'repeats' ? intent : { kind: 'unknown' };
  if (verb && draft.due && !maybe) return intent;
  return verb || words.length <= 6 ? { kind: 'offer', draft } : { kind: 'unknown' };
}

function isPronounceable(word: string): boolean {
  return /[\p{L}]{2}/u.test(word) && !/[bcdfghjklmnpqrstvwxz]{5}/i.test(word);
}
