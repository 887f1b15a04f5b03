import { streamMessage } from '../models/stream-message.ts';
import type { ActionInput, RespondInput } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { UserMessageItem } from '../protocol/item.ts';
import type { ScriptOperation } from './scenario.ts';
import { runScript } from './script.ts';

type Input = RespondInput<null> | ActionInput<null>;

/**
 * What a fake server does in one turn: says a text word by word, plays a script, or runs a function
 * that gives a text or the events themselves (such as a generator that waits for the test).
 */
export type FakeReply =
  | string
  | readonly ScriptOperation[]
  | ((input: Input) => string | AsyncIterable<ThreadStreamEvent>);

/** The events of a reply. */
export async function* playReply(
  reply: FakeReply,
  input: Input,
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  const made = typeof reply === 'function' ? reply(input) : reply;
  if (typeof made === 'string') yield* streamMessage(input, made.split(/(?<=\s)/));
  else if (Symbol.asyncIterator in made) yield* made;
  else yield* runScript(made, input);
}

/** The words of a message; none for a turn without one. */
export function saidIn(item: UserMessageItem | null): string {
  return (item?.content ?? []).map((part) => part.text).join('');
}
