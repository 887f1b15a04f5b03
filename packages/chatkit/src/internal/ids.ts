import type { IdKind } from '../options.ts';

const prefixes: Readonly<Record<IdKind, string>> = {
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

/**
 * Makes ids such as `msg_01kt…`: a prefix, the time in milliseconds and 80 random bits.
 *
 * Ids of one generator sort in the order they were made, also within one millisecond.
 */
export function createIdGenerator(now: () => Date): (kind: IdKind) => string {
  let lastTime = Number.NEGATIVE_INFINITY;
  let digits = new Uint8Array(randomLength);
  return (kind) => {
    const time = Math.max(now().getTime(), lastTime);
    digits = time === lastTime ? increment(digits) : randomDigits();
    lastTime = time;
    const tail = Array.from(digits, (digit) => alphabet.charAt(digit)).join('');
    return `${prefixes[kind]}_${encodeTime(time)}${tail}`;
  };
}

function randomDigits(): Uint8Array<ArrayBuffer> {
  const bytes = crypto.getRandomValues(new Uint8Array(randomLength));
  // The first digit starts in the lower half, so that counting up cannot overflow in practice.
  return bytes.map((byte, index) => (index === 0 ? byte % 16 : byte % 32));
}

function increment(digits: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const next = digits.slice();
  for (let index = next.length - 1; index >= 0; index -= 1) {
    const digit = next[index] ?? 0;
    next[index] = (digit + 1) % 32;
    if (digit < 31) break;
  }
  return next;
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
