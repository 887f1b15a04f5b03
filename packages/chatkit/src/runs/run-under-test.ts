import type { ServerUnderTest, User } from '../internal/server-under-test.ts';
import { annContext, createBody, newItem, serverUnderTest } from '../internal/server-under-test.ts';
import type { ChatKitServerOptions, RespondInput, RunsOptions } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import { createMemoryRunLog } from './memory-run-log.ts';

/** One event and the cursor it came with. */
export interface Frame {
  id: string | undefined;
  event: ThreadStreamEvent;
}

/** A client that reads a stream frame by frame and can go away. */
export interface FrameReader {
  status: number;
  json(): Promise<unknown>;
  /** The next frame; nothing at the end. */
  next(): Promise<Frame | undefined>;
  /** Everything up to the end. */
  rest(): Promise<Frame[]>;
  leave(): Promise<void>;
}

/** A server with runs, whose answers go on one word at a time when they are told to. */
export interface RunUnderTest extends ServerUnderTest {
  /** Sends a body as `user`, with headers. */
  open(
    body: object,
    init?: { user?: User; headers?: Record<string, string> },
  ): Promise<FrameReader>;
  /** Lets the responder emit one more word. */
  say(word: string): void;
  /** Lets the responder finish. */
  finish(): void;
}

/** Makes a server with a memory log, unless `runs` says otherwise. */
export function runUnderTest(
  options: Partial<ChatKitServerOptions<User>> & { run?: Partial<RunsOptions<User>> } = {},
): RunUnderTest {
  const { run, ...rest } = options;
  const words: (string | undefined)[] = [];
  let more: (() => void) | undefined;
  const runs = { log: createMemoryRunLog(), owner: ({ userId }: User) => userId, ...run };
  const tested = serverUnderTest({
    respond: (input) => wordByWord(input, nextWord),
    runs,
    ...rest,
  });

  async function nextWord(): Promise<string | undefined> {
    while (words.length === 0) {
      await new Promise<void>((resolve) => {
        more = resolve;
      });
    }
    return words.shift();
  }

  function push(word: string | undefined): void {
    words.push(word);
    more?.();
  }

  return {
    ...tested,
    say: push,
    finish: () => push(undefined),
    async open(body, { user = annContext, headers = {} } = {}) {
      const abort = new AbortController();
      const { signal } = abort;
      const init = { method: 'POST', headers, body: JSON.stringify(body), signal };
      const response = await tested.server.handle(new Request('http://x', init), user);
      return { ...frameReader(response), leave: async () => abort.abort() };
    },
  };
}

/** The body of a request that asks for a run. */
export function resumable(body: object): object {
  return { ...body, metadata: { resumable: true } };
}

/** Starts a resumable answer and reads it up to the first word. */
export async function started(
  tested: RunUnderTest,
): Promise<{ reader: FrameReader; seen: Frame[]; threadId: string; cursor: string }> {
  const reader = await tested.open(resumable(createBody('Tell me')));
  tested.say('Once ');
  const seen: Frame[] = [];
  while (seen.length < 6) {
    const frame = await reader.next();
    if (frame === undefined) throw new TypeError('the stream has ended');
    seen.push(frame);
  }
  const [first] = seen;
  if (first?.event.type !== 'thread.created') throw new TypeError('no thread was created');
  const cursor = seen.at(-1)?.id ?? '';
  return { reader, seen, threadId: first.event.thread.id, cursor };
}

/** The body of `threads.resume`. */
export function resume(thread_id: string, after?: string): object {
  return { type: 'threads.resume', params: { thread_id, after } };
}

/** The body of `threads.stop`. */
export function stop(thread_id: string): object {
  return { type: 'threads.stop', params: { thread_id } };
}

/** The status and JSON of a reply that is no stream. */
export async function refusal(reader: FrameReader): Promise<unknown> {
  return { status: reader.status, body: await reader.json() };
}

/** What {@link refusal} says of an error. */
export function refused(status: number, code: string): object {
  return { status, body: { error: { code } } };
}

async function* wordByWord(
  input: RespondInput<User>,
  nextWord: () => Promise<string | undefined>,
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  const answer = { ...newItem(input), type: 'assistant_message' as const };
  const widget = { ...newItem(input), type: 'widget' as const };
  yield { type: 'thread.item.added', item: { ...widget, widget: { type: 'Card', children: [] } } };
  yield { type: 'thread.item.added', item: { ...answer, content: [] } };
  let text = '';
  for (;;) {
    const delta = await nextWord();
    if (delta === undefined) break;
    text += delta;
    const type = 'assistant_message.content_part.text_delta' as const;
    const update = { type, content_index: 0, delta };
    yield { type: 'thread.item.updated', item_id: answer.id, update };
  }
  const content = [{ type: 'output_text' as const, text, annotations: [] }];
  yield { type: 'thread.item.done', item: { ...answer, content } };
}

function frameReader(response: Response): Omit<FrameReader, 'leave'> {
  const frames = readFrames(response);
  const next = async (): Promise<Frame | undefined> => {
    const step = await frames.next();
    return step.done === true ? undefined : step.value;
  };
  return {
    status: response.status,
    json: async () => response.json(),
    next,
    async rest() {
      const all: Frame[] = [];
      for (let frame = await next(); frame !== undefined; frame = await next()) all.push(frame);
      return all;
    },
  };
}

async function* readFrames(response: Response): AsyncGenerator<Frame, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk, { stream: true });
    const frames = rest.split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) {
      const [, id, data] = /^(?:id: (.*)\n)?data: (.*)$/.exec(frame) ?? [];
      if (data !== undefined) yield { id, event: JSON.parse(data) };
    }
  }
}
