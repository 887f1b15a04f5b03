import type { Clock } from '../dates/due-date.ts';
import type { Intent } from './intent.ts';
import { unquoted } from './plain-text.ts';
import { readFilter } from './read-filter.ts';
import { readNumbers } from './read-reference.ts';

const SHOW = /^(?:show|list|display|view|see|get|give|read|print)(?: me)?(?: again)?\b\s*(.*)$/is;
// "Read my tasks" is a list; "read the contract" and "see the dentist on Friday" are things to do.
const ALSO_TODO = /^(?:view|see|get|give|read|print) (?!me\b)/i;
const SEARCH = /^(?:search|find|look)(?: me)?(?:\s+(?:for|up|through))?\s+(.+)$/is;
const QUESTION =
  /^(?:what(?:'s| is| are| do| did| have| should| can| else)?|which|how many|do i|are there|is there|have i|did i|any(?:thing)?|when|i (?:want|need|would like|'d like) to (?:see|view|know)|tell me)\b\s*(.*)$/is;
const FOCUS =
  /\b(?:focus(?: on)?|(?:should|do|can|must) i (?:do|work on|start with|begin with|tackle|prioriti[sz]e)|most (?:important|urgent)|do (?:first|next|now)|plan (?:for|my) (?:today|day))\b|^what(?:'s| is) next$|^what now$/i;
const MORE =
  /^(?:(?:show|list|see|get|give)(?: me)? )?(?:the )?(?:more|next(?: page| ones)?|the rest)(?: tasks| please)?$/i;
const COUNT = /^how many\b/i;

/** Reads a request to see tasks; null when the text asks for something else. */
export function readList(text: string, clock: Clock): Intent | null {
  if (MORE.test(text)) return { kind: 'more' };
  const shown = SHOW.exec(text);
  const searched = SEARCH.exec(text);
  const question = QUESTION.exec(text);
  if (FOCUS.test(text) && (shown || question)) {
    return { kind: 'list', filter: {}, focus: true };
  }
  if (searched?.[1]) return readSearch(searched[1], clock);
  if (shown) return readShown(text, shown[1] ?? '', clock);
  if (question) return readQuestion(text, question[1] ?? '', clock);
  return readBareNoun(text, clock);
}

function readSearch(body: string, clock: Clock): Intent {
  const words = body.replace(
    /^(?:(?:my |the |all )*tasks?(?:\s+(?:about|for|with|containing|on|called|named))?\s+)?(?:the |my )*/i,
    '',
  );
  const { filter, saysCondition } = readFilter(body, clock);
  if (saysCondition) return { kind: 'list', filter };
  return { kind: 'list', filter: { search: unquoted(words) } };
}

function readShown(text: string, body: string, clock: Clock): Intent | null {
  const target = readNumbers(
    body.replace(/^(?:the )?(?:details|notes|description) (?:of|for) /i, ''),
  );
  if (target) return { kind: 'show', target };
  const { filter, saysTasks, saysCondition } = readFilter(body, clock);
  if (body.trim() === '') return { kind: 'list', filter: {} };
  const named = filter.words ?? filter.search;
  if (ALSO_TODO.test(text) && !saysTasks && (named !== undefined || !saysCondition)) return null;
  if (!saysTasks && !saysCondition && filter.words && filter.words.split(' ').length > 3)
    return null;
  return { kind: 'list', filter };
}

function readQuestion(text: string, body: string, clock: Clock): Intent | null {
  const { filter, saysTasks, saysCondition } = readFilter(body, clock);
  const asksWhatToDo =
    /^(?:what do i have|what have i got|what(?:'s| is) (?:on(?: my (?:plate|agenda|schedule|calendar|list))?|left|up)|do i have anything|have i got anything|what else)\b/i.test(
      text,
    );
  if (!saysTasks && filter.words !== undefined) return null;
  if (!saysTasks && !saysCondition && !asksWhatToDo && filter.search === undefined) return null;
  if (!saysTasks && !saysCondition && filter.search !== undefined) return null;
  const count = COUNT.test(text);
  return { kind: 'list', filter, ...(count && { count }) };
}

/** "My tasks", "overdue", "high priority tasks": a list asked for by its name alone. */
function readBareNoun(text: string, clock: Clock): Intent | null {
  if (text.length > 80 || /[:"]/.test(text)) return null;
  const { filter, saysTasks, saysCondition } = readFilter(text, clock);
  if (filter.words !== undefined || filter.search !== undefined) {
    const named = /^(?:my |all |the )*([\p{L}\p{N}_-]+) tasks$/iu.test(text);
    return named ? { kind: 'list', filter } : null;
  }
  const bare = /^(?:all )?(?:my )?(?:tasks|to-?dos|(?:to-?do |task )?list|everything|all)$/i.test(
    text,
  );
  const plural = /\b(?:tasks|to-?dos|list)\b/i.test(text);
  const oneWord = /^(?:overdue|pending|what's due|due (?:today|tomorrow|this week))$/i.test(text);
  return bare || (saysTasks && plural && saysCondition) || oneWord
    ? { kind: 'list', filter }
    : null;
}
