import type { IdKind } from '../options.ts';

/** What ids of each kind begin with, as those of the reference server do. */
export const idPrefixes: Readonly<Record<IdKind, string>> = {
  thread: 'thr',
  message: 'msg',
  tool_call: 'tc',
  workflow: 'wf',
  task: 'tsk',
  attachment: 'atc',
  hidden_context: 'shcx',
};

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const timeLength = 10;
const randomLength = 16;
const pooledIds = 64;

/**
 * Makes ids such as `msg_01kt…`: a prefix, the time in milliseconds and 80 random bits.
 *
 * Ids of one generator sort in the order they were made, also within one millisecond.
 */
export function createIdGenerator(now: () => Date): (kind: IdKind) => string {
  const digits = new Uint8Array(randomLength);
  // Asking the system for random bytes takes longer than all the rest, so it is asked in bulk.
  const pool = new Uint8Array(randomLength * pooledIds);
  let used = pool.length;
  let lastTime = Number.NEGATIVE_INFINITY;
  let timeText = '';

  function randomize(): void {
    if (used === pool.length) {
      crypto.getRandomValues(pool);
      used = 0;
    }
    for (let index = 0; index < randomLength; index += 1)
      digits[index] = (pool[used + index] ?? 0) % 32;
    // The first digit starts in the lower half, so that counting up cannot overflow in practice.
    digits[0] = (digits[0] ?? 0) % 16;
    pool.fill(0, used, used + randomLength);
    used += randomLength;
  }

  return (kind) => {
    const time = Math.max(now().getTime(), lastTime);
    if (time === lastTime) increment(digits);
    else {
      randomize();
      timeText = encodeTime(time);
      lastTime = time;
    }
    // In one go: a text put together by the digit is kept as a chain of them, in every row.
    return `${idPrefixes[kind]}_${timeText}${String.fromCharCode(...digits.map(codeOf))}`;
  };
}

function codeOf(digit: number): number {
  return alphabet.charCodeAt(digit);
}

function increment(digits: Uint8Array): void {
  for (let index = digits.length - 1; index >= 0; index -= 1) {
    const digit = digits[index] ?? 0;
    digits[index] = (digit + 1) % 32;
    if (digit < 31) return;
  }
}

function encodeTime(time: number): string {
  let rest = time;
  let text = '';
  for (let index = 0; index < timeLength; index += 1) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
