import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RespondInput } from '../options.ts';
import type { ThreadStreamEvent } from '../protocol/event.ts';
import type { ThreadItem } from '../protocol/item.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';
import { createMemoryRunLog } from '../runs/memory-run-log.ts';
import { readEvents } from '../testing/index.ts';
import { ClientView } from './client-view.ts';
import type { User } from './server-under-test.ts';
import { annContext, createBody, serverUnderTest } from './server-under-test.ts';

/** One line of a script: an event, with items that get their thread and time later, or a change. */
type Step =
  | { event: Record<string, unknown> }
  | { thread: Partial<ThreadMetadata> }
  | { wait: number };

const text = fc.string({ unit: 'binary', maxLength: 6 });
const itemId = fc.constantFrom('i1', 'i2', 'i3', 'i4');
const index = fc.nat({ max: 3 });
const source = fc.record({ type: fc.constant('url'), title: text, url: text });
const annotation = fc.record({ type: fc.constant('annotation'), source });
const part = fc.record({
  type: fc.constant('output_text'),
  text,
  annotations: fc.array(annotation, { maxLength: 2 }),
});
const widget = text.map((value) => ({
  type: 'Card',
  children: [{ type: 'Text', id: 't', value }],
}));
const task = fc.record({ type: fc.constant('custom'), title: text });
const workflow = fc.record({
  type: fc.constant('custom'),
  tasks: fc.array(task, { maxLength: 2 }),
});

const item = fc
  .tuple(
    itemId,
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          type: fc.constant('assistant_message'),
          content: fc.array(part, { maxLength: 2 }),
        }),
      },
      fc.record({ type: fc.constant('widget'), widget }),
      fc.record({ type: fc.constant('workflow'), workflow }),
      fc.record({ type: fc.constant('hidden_context_item'), content: fc.jsonValue() }),
      fc.record({ type: fc.constant('end_of_turn') }),
    ),
  )
  .map(([id, rest]) => ({ id, ...rest }));

const prefix = 'assistant_message.content_part';
const update = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant(`${prefix}.text_delta`),
      content_index: index,
      delta: text,
    }),
  },
  fc.record({
    type: fc.constantFrom(`${prefix}.added`, `${prefix}.done`),
    content_index: index,
    content: part,
  }),
  fc.record({
    type: fc.constant(`${prefix}.annotation_added`),
    content_index: index,
    annotation_index: index,
    annotation,
  }),
  fc.record({ type: fc.constant('widget.root.updated'), widget }),
  fc.record({ type: fc.constant('workflow.task.added'), task_index: index, task }),
);

const event = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('thread.item.added', 'thread.item.done', 'thread.item.replaced'),
      item,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('thread.item.updated'), item_id: itemId, update }),
  },
  fc.record({ type: fc.constant('thread.item.removed'), item_id: itemId }),
  fc.record({ type: fc.constant('progress_update'), text }),
);

const threadChange = fc.oneof(
  fc.record({ title: text }),
  fc.record({ metadata: fc.dictionary(text, fc.jsonValue(), { maxKeys: 2 }) }),
  fc.record({ allowed_image_domains: fc.array(text, { maxLength: 2 }) }),
);

const script: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: event.map((one) => ({ event: one })) },
    threadChange.map((thread) => ({ thread: thread as Partial<ThreadMetadata> })),
    fc.nat({ max: 2 }).map((wait) => ({ wait })),
  ),
  { maxLength: 24 },
);

const lastWord = 'that is all';

async function* run(
  steps: readonly Step[],
  input: RespondInput<User>,
  ending: 'return' | 'throw' | 'hang',
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  for (const step of steps) {
    if ('thread' in step) Object.assign(input.thread, step.thread);
    else if ('wait' in step) {
      for (let turn = 0; turn < step.wait; turn += 1) await new Promise(setImmediate);
    } else if ('item' in step.event) {
      const created_at = input.now().toISOString();
      const complete = { ...(step.event['item'] as object), created_at };
      yield { ...step.event, item: complete } as unknown as ThreadStreamEvent;
    } else yield step.event as unknown as ThreadStreamEvent;
  }
  yield { type: 'progress_update', text: lastWord };
  if (ending === 'hang') await new Promise(() => {});
  input.thread.title = 'Changed after the last event';
  if (ending === 'throw') throw new Error('the model has gone');
}

/** Sends a message, applies every event, and does at the last word what `atTheEnd` says. */
async function play(
  steps: readonly Step[],
  ending: 'return' | 'throw' | 'hang',
  resumable: boolean,
  atTheEnd: 'nothing' | 'leave' | 'stop' = 'nothing',
) {
  const log = createMemoryRunLog();
  const tested = serverUnderTest({
    respond: (input) => run(steps, input, ending),
    runs: { log, owner: ({ userId }) => userId },
  });
  const abort = new AbortController();
  const body = JSON.stringify({ ...createBody('Hello'), metadata: { resumable } });
  const request = new Request('http://x', { method: 'POST', body, signal: abort.signal });
  const response = await tested.server.handle(request, annContext);
  const view = new ClientView();
  for await (const each of readEvents(response)) {
    view.apply(each);
    if (each.type !== 'progress_update' || each.text !== lastWord) continue;
    const params = { thread_id: view.thread?.id };
    if (atTheEnd === 'leave') abort.abort();
    if (atTheEnd === 'stop') await tested.ann.send({ type: 'threads.stop', params });
  }
  await tested.server.idle();
  return { ...tested, view, threadId: view.thread?.id ?? '' };
}

/** What a client that comes anew is given. */
async function reloaded({ ann, threadId }: Awaited<ReturnType<typeof play>>) {
  const params = { thread_id: threadId, limit: 100, order: 'asc' };
  const items = (await ann.send({ type: 'items.list', params })).json as { data: ThreadItem[] };
  const thread = (await ann.send({ type: 'threads.get_by_id', params })).json as ThreadMetadata;
  return { items: items.data, thread };
}

function byId(items: Iterable<ThreadItem>): Record<string, ThreadItem> {
  return Object.fromEntries(Array.from(items, (one) => [one.id, one]));
}

describe('whatever a responder emits, what is stored is what its client shows', () => {
  test.each(['return', 'throw'] as const)('when it ends by %s', async (ending) => {
    await fc.assert(
      fc.asyncProperty(script, fc.boolean(), async (steps, resumable) => {
        const played = await play(steps, ending, resumable);
        const { items, thread } = await reloaded(played);
        expect([...played.view.settled.values()]).toEqual(items);
        expect({ ...played.view.thread, items: undefined }).toEqual({
          ...thread,
          items: undefined,
        });
      }),
    );
  });

  test('when the client leaves, with its half answers', async () => {
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        const played = await play(steps, 'hang', false, 'leave');
        played.view.settleAnswers();
        expect(byId(played.view.settled.values())).toEqual(byId((await reloaded(played)).items));
      }),
    );
  });

  test('when it is stopped, without anything left open', async () => {
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        const played = await play(steps, 'hang', true, 'stop');
        expect(played.view.open.size).toBe(0);
        expect(byId(played.view.settled.values())).toEqual(byId((await reloaded(played)).items));
      }),
    );
  });
});
