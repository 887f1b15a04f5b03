import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { WriterTurn } from './message-writer.ts';
import { createMessageWriter } from './message-writer.ts';

/**
 * The events that show an answer: `added`, its only part, a delta per piece of text, and `done`.
 * Text without anything but blanks makes no answer. When the text fails in the middle, what had
 * come is kept as a finished answer and the failure goes on.
 *
 * Use it inside a responder: `yield* streamMessage(input, pieces)`.
 *
 * @param text the whole text, or its pieces as they come: any iterable of strings, such as the
 *   text stream of a model.
 * @returns the whole text.
 */
export async function* streamMessage(
  input: WriterTurn,
  text: string | AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<ThreadStreamEvent, string, undefined> {
  let events: ThreadStreamEvent[] = [];
  const writer = createMessageWriter(input, (event) => events.push(event));
  const taken = (): ThreadStreamEvent[] => {
    const ready = events;
    events = [];
    return ready;
  };
  let whole = '';
  try {
    for await (const piece of typeof text === 'string' ? [text] : text) {
      whole += piece;
      writer.append(0, piece);
      yield* taken();
    }
  } catch (error) {
    writer.finish();
    yield* taken();
    throw error;
  }
  writer.finish();
  yield* taken();
  return whole;
}
