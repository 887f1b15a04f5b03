import { readRange } from '../dates/date-range.ts';
import type { Clock } from '../dates/due-date.ts';
import { priorityOf } from './fields.ts';
import type { DayPart, Priority, TaskFilter } from './intent.ts';
import { unquoted, wordsOf } from './plain-text.ts';

/** What a phrase about tasks asks for. */
export interface ReadFilter {
  filter: TaskFilter;
  /** "tasks", "list", "to-dos" was said. */
  saysTasks: boolean;
  /** A condition was said in words that can only be about tasks ("pending", "overdue"). */
  saysCondition: boolean;
}

const SEARCH =
  /(?:^|\s)(?:about|regarding|concerning|containing|mentioning|matching|that (?:contain|mention)s?|with the words?|with|related to|having)\s+(?!(?:high|low|medium|normal|top|urgent)\b|(?:tag|label|category|due|priority|no)\b)(.+)$/i;
const ABOUT_SEARCH =
  /^(?:the|my|an?)\s+|\s+tasks?$|\s+(?:do i have|have i got|are there|i have)(?: left)?$/gi;
const TAG = [
  /(?:^|\s)(?:tagged|labelled|labeled)(?:\s+(?:as|with|by))?\s+#?("[^"]+"|[\p{L}\p{N}_-]+)/iu,
  /(?:^|\s)(?:with|in|of|under|by|from|for)?\s*(?:the\s+)?(?:tag|label|category)\s*(?:of|is|=|:)?\s*#?("[^"]+"|[\p{L}\p{N}_-]+)/iu,
  /(?:^|\s)#([\p{L}_][\p{L}\p{N}_-]*)/u,
];
const OPEN =
  /\b(?:not (?:yet )?(?:done|completed?|finished)|unfinished|incomplete|uncompleted|undone|pending|open|outstanding|remaining|still to do|left(?: to do)?|to-?do(?=$|\s+tasks)|active)\b/i;
const DONE = /\b(?:completed?|done|finished|closed|ticked off)\b/i;
const DOING =
  /\b(?:in progress|in-progress|doing|started|ongoing|under way|underway|working on)\b/i;
const OVERDUE = /\b(?:overdue|past due|late|missed)\b/i;
const WITHOUT_DUE =
  /\b(?:(?:with|have|has) )?(?:no|without(?: an?)?) (?:due ?dates?|deadlines?|dates?)\b/i;
const NOT_URGENT = /\b(?:not|non)[- ]urgent\b/i;
const PRIORITY =
  /\b(low|medium|normal|high|top|urgent|important|critical)(?:est)?(?:(?:\s*(?:,|and|or|&)\s*)(low|medium|normal|high|urgent))?(?:[- ]priority)?\b/i;
const PRIORITY_OF = /\bpriority\s*(?:is|of|=|:)?\s*(low|medium|normal|high)\b/i;
const RANGES =
  /(?:\b(?:that (?:are|is)\s+)?(?:due|deadline|scheduled)\s+)?\b(?:for\s+|in\s+|by\s+|before\s+|after\s+|on\s+|until\s+)?(?:today(?:'s)?|tonight|tomorrow(?:'s)?|(?:this|next|the) (?:week|month)(?:'s)?|(?:(?:this|next)\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:\d{1,2}(?:st|nd|rd|th)? )?(?:january|february|march|april|may(?! (?:be|have|i|we|need|still|not|also)\b)|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\.?(?: \d{1,2}(?:st|nd|rd|th)?)?|\d{4}-\d{2}-\d{2})(?!\w)/i;
const DAY_PART = /\b(morning|afternoon|evening)(?:'s)?\b/i;
const TASKS = /\b(?:tasks?|to-?dos?|to-?do list|lists?|items?|things)\b/i;
const EMPTY_WORDS = new Set(
  "a all an and any anything are as at be been both by currently did do does each every everything exactly find for from give go got had has have how i i'm i've in is it list lists look many may me mine my need of on one ones only or our out please priority search see should show some something stuff still that the their them there these they thing things this those to under up view what what's whats where which who with within yet you your am due now display get read tell were was will all-together whole entire again first set category tag work-on plate agenda schedule calendar".split(
    ' ',
  ),
);

/**
 * Reads the conditions in a phrase such as "all pending high priority work tasks due this week".
 */
export function readFilter(phrase: string, clock: Clock): ReadFilter {
  const filter: TaskFilter = {};
  let text = ` ${phrase.trim()} `;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(text);
    if (match) text = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    return match;
  };
  for (const pattern of TAG) {
    const tag = filter.tag === undefined ? take(pattern)?.[1] : undefined;
    if (tag) filter.tag = unquoted(tag).toLowerCase();
  }
  const saysTasks = TASKS.test(text);
  if (take(NOT_URGENT)) filter.priority = ['low', 'medium'];
  takeDays(filter, take, clock);
  takeStatus(filter, take);
  takePriority(filter, take);
  const search = take(SEARCH)?.[1];
  const saysCondition = Object.keys(filter).length > 0;
  const left = wordsOf(text.replace(new RegExp(TASKS, 'gi'), ' ')).filter(
    (word) => !EMPTY_WORDS.has(word),
  );
  if (search) filter.search = unquoted(search.trim().replace(ABOUT_SEARCH, ''));
  if (left.length > 0) filter.words = left.join(' ');
  return { filter, saysTasks, saysCondition };
}

type Take = (pattern: RegExp) => RegExpExecArray | null;

function takeDays(filter: TaskFilter, take: Take, clock: Clock): void {
  if (take(WITHOUT_DUE)) filter.withoutDue = true;
  if (take(OVERDUE)) filter.overdue = true;
  const part = take(DAY_PART)?.[1];
  if (part) filter.dayPart = part.toLowerCase() as DayPart;
  const days = take(RANGES)?.[0];
  const range = days
    ? readRange(days.replace(/\b(?:that (?:are|is)|due|deadline|scheduled)\b/gi, ''), clock)
    : null;
  if (range) filter.due = range;
}

function takeStatus(filter: TaskFilter, take: Take): void {
  if (take(OPEN)) filter.status = ['todo', 'doing'];
  else if (take(DOING)) filter.status = ['doing'];
  else if (take(DONE)) filter.status = ['done'];
}

function takePriority(filter: TaskFilter, take: Take): void {
  const match = take(PRIORITY_OF) ?? take(PRIORITY);
  if (!match || filter.priority) return;
  const named = [match[1], match[2]].map((word) => (word ? priorityOf(word) : null));
  const priorities = named.filter((priority): priority is Priority => priority !== null);
  if (priorities.length > 0) filter.priority = [...new Set(priorities)];
}
