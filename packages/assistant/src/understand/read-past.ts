import type { TargetedIntent } from './intent.ts';
import { baseOfPast } from './task-verbs.ts';

const DID =
  /^(?:(i|i've|i have|we|we've|we have)\s+)?(?:(?:just|already|finally|now)\s+)*([a-z]+)\s+(.+?)(?:[\s,]+(?:already|now|today|yesterday|just now|this morning))*$/is;
const IS_DID =
  /^(?:the |my )?(.+?)\s+(?:is|are|was|were|got|has been|have been)(?:\s+(?:now|all|already|finally))*\s+([a-z]+)$/is;

/**
 * Reads a sentence that tells what was done ("I called mom", "the milk is bought") as a task to
 * complete after a yes; null for anything else.
 */
export function readPast(text: string): TargetedIntent | null {
  const [, , verb = '', what = ''] = DID.exec(text) ?? [];
  const did = baseOfPast(verb);
  if (did) return completed(`${did} ${what}`);
  const [, subject = '', participle = ''] = IS_DID.exec(text) ?? [];
  const was = baseOfPast(participle);
  return was ? completed(`${was} ${subject}`) : null;
}

function completed(words: string): TargetedIntent {
  return { kind: 'complete', target: { kind: 'words', words }, unsure: true };
}
