import { isOneSlipAway } from '../references/one-slip.ts';
import { startsWithTaskVerb } from './task-verbs.ts';

const COMMANDS =
  'complete create delete remove erase finish mark rename update change move reopen restore search show list start remind schedule reschedule postpone'.split(
    ' ',
  );

/**
 * The text with its first word put right where that is one slip away from a command ("delte task
 * 3"); null where it is none, or a verb that things to do begin with.
 */
export function withoutTypo(text: string): string | null {
  const word = /^[a-z]{3,11}\b/i.exec(text)?.[0].toLowerCase();
  if (word === undefined || startsWithTaskVerb(word) || COMMANDS.includes(word)) return null;
  const meant = COMMANDS.filter((command) => isOneSlipAway(word, command));
  const [command] = meant;
  return command && meant.length === 1 ? command + text.slice(word.length) : null;
}
