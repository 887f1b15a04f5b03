import type { Intent } from './intent.ts';

const COMMAND =
  'add|create|complete|finish|mark|delete|remove|show|list|update|change|rename|reopen|start|tag|untag|reschedule|move|push|postpone|undo|remind me|what';
const BETWEEN = new RegExp(
  `\\s*(?:[;.!?\\n]|,|\\band\\b|\\bthen\\b)\\s+(?:(?:and|then|also|please)\\s+)*(?=(?:${COMMAND})\\b)`,
  'gi',
);
// Nobody asks for so many things in one breath; it keeps a long text from being read over and over.
const MOST = 12;

/** A message cut where a new request may begin; quotes and what follows "task:" are left whole. */
export function requestsIn(text: string): string[] {
  if (/^\w+ (?:an? |the |new )*(?:[\w-]+ )*(?:tasks?|to-?dos?|items?)\s*:/i.test(text))
    return [text];
  const masked = text.replace(/"[^"]*"|(?<!\w)'[^']*'(?!\w)/g, (quoted) =>
    '\u0000'.repeat(quoted.length),
  );
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: between } of masked.matchAll(BETWEEN)) {
    if (index === 0 || parts.length === MOST) break;
    parts.push(text.slice(from, index));
    from = index + between.length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** Whether a part of a message asks for something by itself, so that it is no part of a title. */
export function isOwnRequest(intent: Intent, first: Intent): boolean {
  const openEnded =
    first.kind === 'add' ||
    (first.kind === 'edit' && (first.change.title ?? first.change.notes) !== undefined);
  // "Make it urgent and add a note …" is one change.
  if (first.kind === 'edit' && intent.kind === 'edit' && intent.target.kind === 'it')
    return intent.change.notes === undefined;
  // "Add finish the essay and delete the draft" is something to do.
  if ('target' in intent) return !openEnded || intent.target.kind !== 'words';
  if (intent.kind === 'list')
    return intent.filter.words === undefined && intent.filter.search === undefined;
  return intent.kind === 'add' || intent.kind === 'undo';
}
