import { ChatKitError, NotAllowedError } from '../errors.ts';
import { contradicts, sniffLength } from './sniff.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What a body has to be. */
export interface Expectation {
  /** MIME type without parameters. */
  type: string;
  /** Most bytes it may have. */
  maxBytes: number;
  /** Bytes it must have. @default any number up to `maxBytes` */
  size?: number | undefined;
}

/** A body that fails as soon as it turns out not to be what was expected. */
export interface CheckedBody {
  body: ReadableStream<Bytes>;
  /** Bytes that have passed so far. */
  count(): number;
}

/**
 * Looks at the first bytes of a body, and counts the others while they pass; at most the first
 * {@link sniffLength} bytes and one chunk are held.
 *
 * @throws NotAllowedError when the first bytes are of another type. Later the body itself fails:
 *   with `body_too_large` past `maxBytes`, with `not_allowed` when the size is another.
 */
export async function checkBody(
  source: ReadableStream<Bytes> | null,
  expected: Expectation,
): Promise<CheckedBody> {
  const reader = (source ?? emptyBody()).getReader();
  const head = await readHead(reader);
  const start = joined(head.chunks);
  if (contradicts(expected.type, start)) {
    const error = new NotAllowedError(`The file is not of the type ${expected.type}`);
    await reader.cancel(error);
    throw error;
  }
  let passed = 0;
  let isDone = head.isDone;
  const pending = head.chunks;
  const check = (length: number): void => {
    passed += length;
    if (passed > expected.maxBytes) throw tooLarge(expected.maxBytes);
    if (expected.size !== undefined && passed > expected.size) throw wrongSize(expected.size);
  };
  const body = new ReadableStream<Bytes>(
    {
      async pull(controller) {
        try {
          const chunk = pending.shift() ?? (isDone ? undefined : (await reader.read()).value);
          if (chunk !== undefined) {
            check(chunk.byteLength);
            controller.enqueue(chunk);
            return;
          }
          isDone = true;
          if (expected.size !== undefined && passed < expected.size) throw wrongSize(expected.size);
          controller.close();
        } catch (error) {
          controller.error(error);
          await reader.cancel(error).catch(() => undefined);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { body, count: () => passed };
}

async function readHead(
  reader: ReadableStreamDefaultReader<Bytes>,
): Promise<{ chunks: Bytes[]; isDone: boolean }> {
  const chunks: Bytes[] = [];
  let length = 0;
  while (length < sniffLength) {
    const { value, done } = await reader.read();
    if (done) return { chunks, isDone: true };
    if (value.byteLength === 0) continue;
    chunks.push(value);
    length += value.byteLength;
  }
  return { chunks, isDone: false };
}

/** Pieces as one. */
export function joined(chunks: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/** The refusal of a file that is larger than it may be. */
export function tooLarge(maxBytes: number): ChatKitError {
  return new ChatKitError('body_too_large', `A file has at most ${maxBytes} bytes`);
}

/** The refusal of a file that is not as large as was said. */
export function wrongSize(size: number): NotAllowedError {
  return new NotAllowedError(`The file does not have the ${size} bytes that were announced`);
}

function emptyBody(): ReadableStream<Bytes> {
  return new ReadableStream({ start: (controller) => controller.close() });
}
