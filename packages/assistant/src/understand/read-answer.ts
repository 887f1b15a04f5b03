import type { Question } from '../conversation/record.ts';
import { type Clock, readDue } from '../dates/due-date.ts';
import type { TaskRow } from '../tools/task-tools.ts';
import { matchTitle } from '../references/match-title.ts';
import { priorityOf } from './fields.ts';
import type { Intent, TaskChange, TaskDraft } from './intent.ts';
import { plainText, tidyTitle, unquoted } from './plain-text.ts';
import { readDraft } from './read-add.ts';
import { readChange, readTimeOfDay } from './read-change.ts';
import { readConsent } from './read-consent.ts';
import { readNumbers, readPlaces } from './read-reference.ts';

/** What a message says to a question: an intent to go on with, a no, a doubt, or nothing. */
export type QuestionAnswer =
  | { kind: 'intent'; intent: Intent }
  | { kind: 'declined' }
  /** "2" is the second choice and another choice's number. */
  | { kind: 'unclear' }
  | { kind: 'other' };

const OTHER: QuestionAnswer = { kind: 'other' };
const NO_DATE = /^(?:no (?:due )?date|none|no deadline|without(?: a)?(?: due)? date|never)$/i;

/**
 * Reads a message as the answer to a question.
 *
 * @param candidates the tasks offered, in the order they were listed.
 */
export function readAnswer(
  question: Question,
  message: string,
  options: { clock: Clock; candidates: TaskRow[] },
): QuestionAnswer {
  const consent = readConsent(message);
  if (consent === 'no') return { kind: 'declined' };
  const text = plainText(message);
  const { intent } = question;
  if (question.about === 'which') return readChoice(question, text, options.candidates);
  if (question.about === 'offer') return consent === 'yes' ? { kind: 'intent', intent } : OTHER;
  if (intent.kind === 'add') return readForDraft(question, intent, text, options.clock);
  if (intent.kind === 'edit') return readForChange(question, intent, text, options.clock);
  return OTHER;
}

function readChoice(question: Question, text: string, candidates: TaskRow[]): QuestionAnswer {
  const { intent, numbers = [] } = question;
  if (!('target' in intent)) return OTHER;
  const choose = (chosen: number[]): QuestionAnswer => ({
    kind: 'intent',
    intent: { ...intent, target: { kind: 'numbers', numbers: chosen } },
  });
  const digits = /^(?:(?:option|number|no\.?) )?(\d{1,4})\.?$/i.exec(text)?.[1];
  if (digits) {
    const byPlace = numbers[Number(digits) - 1];
    const byNumber = numbers.find((number) => number === Number(digits));
    if (byPlace !== undefined && byNumber !== undefined && byPlace !== byNumber)
      return { kind: 'unclear' };
    const chosen = byPlace ?? byNumber;
    return chosen === undefined ? OTHER : choose([chosen]);
  }
  const named = readNumbers(text)?.numbers;
  if (named) return named.every((number) => numbers.includes(number)) ? choose(named) : OTHER;
  const places = readPlaces(text)?.places.map((place) => numbers.at(place > 0 ? place - 1 : place));
  if (places) return places.every((number) => number !== undefined) ? choose(places) : OTHER;
  if (/^(?:both|all|all of them|both of them|every one|everything)$/i.test(text))
    return choose(numbers);
  const [match, ...more] = matchTitle(text, candidates);
  return match && more.length === 0 ? choose([match.number]) : OTHER;
}

function readForDraft(
  question: Question,
  intent: Extract<Intent, { kind: 'add' }>,
  text: string,
  clock: Clock,
): QuestionAnswer {
  const [first] = intent.drafts;
  if (!first) return OTHER;
  if (question.about === 'title') {
    const read = readDraft(text, clock);
    const [draft] = read.drafts;
    return draft
      ? { kind: 'intent', intent: { ...read, drafts: [{ ...first, ...draft }] } }
      : OTHER;
  }
  const fields = readValue(question.about, text, clock);
  if (!fields) return OTHER;
  const { due, priority } = fields;
  const drafts = intent.drafts.map((draft): TaskDraft => ({
    ...draft,
    ...(due && { due }),
    ...(priority && { priority }),
  }));
  return {
    kind: 'intent',
    intent: {
      kind: 'add',
      drafts,
      ...(fields.past && { problem: 'past-date', ...(due && { problemDue: due }) }),
    },
  };
}

function readForChange(
  question: Question,
  intent: Extract<Intent, { kind: 'edit' }>,
  text: string,
  clock: Clock,
): QuestionAnswer {
  if (question.about === 'new-title') {
    const inner = unquoted(text);
    return {
      kind: 'intent',
      intent: { ...intent, change: { title: inner === text ? tidyTitle(text) : inner } },
    };
  }
  if (question.about === 'due') {
    const timeOfDay = readTimeOfDay(text, clock);
    if (timeOfDay !== null)
      return { kind: 'intent', intent: { ...intent, change: { ...intent.change, timeOfDay } } };
  }
  if (question.about === 'change') {
    const read = readChange(text, clock);
    return read ? { kind: 'intent', intent: { ...intent, ...read } } : OTHER;
  }
  const fields = readValue(question.about, text, clock);
  if (!fields) return OTHER;
  const { past, ...value } = fields;
  const change: TaskChange = { ...intent.change, ...value };
  return {
    kind: 'intent',
    intent: { kind: 'edit', target: intent.target, change, ...(past && { problem: 'past-date' }) },
  };
}

function readValue(
  about: Question['about'],
  text: string,
  clock: Clock,
): (Pick<TaskChange, 'due' | 'priority'> & { past?: boolean }) | null {
  if (about === 'priority') {
    const priority = priorityOf(text.replace(/^(?:the )?|\s*(?:priority|one)$/gi, ''));
    return priority ? { priority } : null;
  }
  if (NO_DATE.test(text)) return { due: null };
  const due = readDue(text, clock);
  return due ? { due: { at: due.at, hasTime: due.hasTime }, past: due.past } : null;
}
