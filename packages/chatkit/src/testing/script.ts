import { CustomStreamError, StreamError } from '../errors.ts';
import type { RespondInput, TurnInput } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { WidgetRoot } from '../protocol/widget/root.ts';
import { streamWidget } from '../widget/stream.ts';
import type { ScriptOperation } from './scenario.ts';

/**
 * A responder that does what a script says, line by line, as the recorded scenarios do.
 *
 * @example createChatKitServer({ store, respond: scriptedResponder([{ emit: event }]) })
 */
export function scriptedResponder<Context>(
  script: readonly ScriptOperation[],
): (input: RespondInput<Context>) => AsyncGenerator<ThreadStreamEvent, void, undefined> {
  return (input) => runScript(script, input);
}

/** Runs a script with the input of any hook. */
export async function* runScript<Context>(
  script: readonly ScriptOperation[],
  input: TurnInput<Context>,
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  for (const line of script) {
    if (line.emit !== undefined) yield eventOf(line.emit, input);
    if (line.thread !== undefined) Object.assign(input.thread, line.thread);
    if (line.fail !== undefined) throw failureOf(line.fail);
    if (line.widget !== undefined) {
      const { states, copy_text: copyText } = line.widget;
      const roots = states as unknown as WidgetRoot[];
      const [only] = roots;
      const widget = line.widget.static === true && only !== undefined ? only : roots;
      yield* streamWidget(input, widget, copyText === undefined ? {} : { copyText });
    }
    if (line.wait_for_cancel === true) await untilAborted(input.signal);
  }
}

function eventOf<Context>(
  event: Record<string, unknown>,
  input: TurnInput<Context>,
): ThreadStreamEvent {
  const { item } = event;
  if (typeof item !== 'object' || item === null) return event as unknown as ThreadStreamEvent;
  const created_at = 'created_at' in item ? item.created_at : input.now().toISOString();
  const complete = { thread_id: input.thread.id, ...item, created_at };
  return { ...event, item: complete } as unknown as ThreadStreamEvent;
}

function failureOf(fail: NonNullable<ScriptOperation['fail']>): Error {
  const { kind, message = 'failed' } = fail;
  const options = fail.allow_retry === undefined ? {} : { allowRetry: fail.allow_retry };
  switch (kind) {
    case 'custom':
      return new CustomStreamError(message, options);
    case 'stream':
      return new StreamError(fail.code, options);
    case 'unexpected':
      return new Error(message);
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
