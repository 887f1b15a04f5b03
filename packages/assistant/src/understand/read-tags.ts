import type { Clock } from '../dates/due-date.ts';
import { tagNames } from './fields.ts';
import type { Intent } from './intent.ts';
import { edit, readReference } from './read-reference.ts';

const TAGS = '(?:tags?|labels?|category)';
const UNTAG = [
  new RegExp(`^(?:remove|delete|drop|take) (?:the )?${TAGS} (.+?) (?:from|off) (.+)$`, 'is'),
  new RegExp(`^(?:remove|delete|drop|take) (?:the )?(.+?) ${TAGS} (?:from|off) (.+)$`, 'is'),
  /^(?:remove|drop|take) (#\S+) (?:from|off) (.+)$/is,
  /^untag (.+?) from (.+)$/is,
];
const TAG_ADD = [
  new RegExp(`^add (?:the |a )?${TAGS} (.+?) (?:to|on) (.+)$`, 'is'),
  new RegExp(`^add (?:the |a )?(.+?) ${TAGS} (?:to|on) (.+)$`, 'is'),
  /^add (#\S+) to (.+)$/is,
];
const TAG_AS = /^(?:tag|label) (.+?) (?:as|with|under) (.+)$/is;
const TAG_TASK =
  /^(tag|label|untag) ((?:task )?#?\d+|it|that|(?:the|my) .+? (?:one|task)|[^#]+(?= #)) (#?\S+(?:(?:,| and) #?\S+)*)$/is;

/** Reads a request to put tags on a task or take them off; null for anything else. */
export function readTags(text: string, clock: Clock): Intent | null {
  for (const pattern of UNTAG) {
    const [, tags, phrase] = pattern.exec(text) ?? [];
    if (tags && phrase) return edit(phrase, { removeTags: tagNames(tags) }, clock);
  }
  const [, phrase, tags] = TAG_AS.exec(text) ?? [];
  if (phrase && tags) return edit(phrase, { addTags: tagNames(tags) }, clock);
  for (const pattern of TAG_ADD) {
    const [, added, target] = pattern.exec(text) ?? [];
    if (added && target) return edit(target, { addTags: tagNames(added) }, clock);
  }
  const [, verb = '', tagged, names] = TAG_TASK.exec(text) ?? [];
  if (tagged && names) {
    const listed = tagNames(names);
    return edit(tagged, /^un/i.test(verb) ? { removeTags: listed } : { addTags: listed }, clock);
  }
  const bare = /^(?:tag|label|untag) ((?:task |#)\d+|it|that)$/i.exec(text)?.[1];
  return bare ? { kind: 'edit-what', target: readReference(bare, clock), field: 'tags' } : null;
}
