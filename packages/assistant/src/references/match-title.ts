import type { TaskRow } from '../tools/task-tools.ts';
import { isOneSlipAway } from './one-slip.ts';
import { stemsOf } from './stem.ts';

/**
 * The tasks whose title holds every telling word of `words`, whatever their endings. When titles
 * are exactly those (two or more) words, only these are returned; a name never matches by a part of
 * its words.
 */
export function matchTitle(words: string, tasks: readonly TaskRow[]): TaskRow[] {
  const wanted = stemsOf(words);
  if (wanted.length === 0) return [];
  const matches = tasks.filter((task) => {
    const title = stemsOf(task.title);
    return wanted.every((stem) => title.some((other) => isAlike(stem, other)));
  });
  // One word is too little to set "Shopping" apart from "Party shopping".
  const exact =
    wanted.length < 2 ? [] : matches.filter((task) => sameWords(stemsOf(task.title), wanted));
  return exact.length > 0 ? exact : matches;
}

/** The tasks whose title says the same as `title`: each word of the one is in the other. */
export function sameTitle(title: string, tasks: readonly TaskRow[]): TaskRow[] {
  const wanted = stemsOf(title);
  return tasks.filter((task) => {
    const other = stemsOf(task.title);
    return other.length > 0 && (isPart(wanted, other) || isPart(other, wanted));
  });
}

function isPart(part: readonly string[], whole: readonly string[]): boolean {
  return part.length > 0 && part.every((stem) => whole.some((other) => isAlike(stem, other)));
}

function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && isPart(one, other);
}

function isAlike(one: string, other: string): boolean {
  return one === other || (one.length >= 5 && other.length >= 5 && isOneSlipAway(one, other));
}
