import { APIError } from 'better-auth/api';

const MAX_NAME_LENGTH = 100;
/** Controls, halves of characters, and what turns the direction of text or takes no place in it. */
const UNSEEN = /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const SEEN = /[^\p{C}\p{Z}]/u;

/**
 * The name as it is stored: trimmed, 1 to 100 characters, none of them invisible. It travels in
 * every token, so it must not grow past the verifier's limit. Throws `APIError` 400.
 */
export function checkedName(name: string): string {
  const trimmed = name.trim();
  if (!SEEN.test(trimmed) || trimmed !== clean(trimmed)) {
    throw new APIError('BAD_REQUEST', {
      code: 'NAME_INVALID',
      message: 'The name must have 1 to 100 characters and no control characters.',
    });
  }
  return trimmed;
}

/**
 * The first of these that makes a name once it is cleaned: a stranger's profile stops no sign-in.
 */
export function shownName(...candidates: (string | null | undefined)[]): string {
  const names = candidates.map((candidate) => clean(candidate ?? ''));
  return names.find((name) => SEEN.test(name)) ?? 'Somebody';
}

function clean(name: string): string {
  const visible = name.replaceAll(UNSEEN, '').trim();
  return [...visible].slice(0, MAX_NAME_LENGTH).join('').trim();
}
