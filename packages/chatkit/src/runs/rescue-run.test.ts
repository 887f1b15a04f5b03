import { afterEach, describe, expect, test, vi } from 'vitest';
import { cancelNotice } from '../internal/cancellation.ts';
import { createMemoryRunLog } from './memory-run-log.ts';
import type { RunLog } from './run-log.ts';
import type { RunUnderTest } from './run-under-test.ts';
import { refusal, refused, resume, runUnderTest, started, stop } from './run-under-test.ts';

const notice = { type: 'sdk_hidden_context', content: cancelNotice };
const retryError = { type: 'error', code: 'stream.error', allow_retry: true };

afterEach(() => {
  vi.useRealTimers();
});

/** A process that died in the middle of an answer, and another one with its log and store. */
async function afterDeath() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let time = 0;
  const log = createMemoryRunLog({ now: () => time });
  const dying = runUnderTest({ run: { log: withoutRenewal(log), leaseMs: 1_000 } });
  const begun = await started(dying);
  const next = runUnderTest({ run: { log, leaseMs: 1_000 }, store: dying.store });
  const pass = async (): Promise<void> => {
    for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
    time += 1_000;
    await vi.advanceTimersByTimeAsync(1_000);
  };
  return { ...begun, dying, next, pass };
}

async function expectCancelled(next: RunUnderTest, threadId: string): Promise<void> {
  expect(await next.items(threadId)).toMatchObject([
    { type: 'user_message' },
    { type: 'assistant_message', content: [{ text: 'Once ' }] },
    notice,
  ]);
  expect(next.errors).toEqual([]);
}

describe('when the process ends', () => {
  test('in good order, the run says so and can be read to its end', async () => {
    const tested = runUnderTest();
    const { reader, threadId } = await started(tested);
    const [, rest] = await Promise.all([tested.server.close(), reader.rest()]);
    expect(rest.map(({ event }) => event.type)).toEqual([
      'thread.item.done',
      'thread.item.removed',
      'error',
    ]);
    expect((await tested.items(threadId)).at(-1)).toMatchObject(notice);
  });

  test('suddenly, and its log with it, the client is told 404 and the thread goes on', async () => {
    const dying = runUnderTest();
    const { threadId, cursor } = await started(dying);
    const next = runUnderTest({ store: dying.store });
    for (const body of [resume(threadId, cursor), resume(threadId)]) {
      expect(await refusal(await next.open(body))).toMatchObject(refused(404, 'not_found'));
    }
    expect(await next.items(threadId)).toMatchObject([{ type: 'user_message' }]);
    const again = await next.open({
      type: 'threads.retry_after_item',
      params: { thread_id: threadId, item_id: (await next.items(threadId))[0]?.id },
    });
    next.say('Whole');
    next.finish();
    expect((await again.rest()).at(-1)?.event).toMatchObject({
      item: { content: [{ text: 'Whole' }] },
    });
  });

  describe('suddenly, and the log stays', () => {
    test('who waits for more ends the run as a cancel does', async () => {
      const { next, pass, threadId, cursor } = await afterDeath();
      const frames = (await next.open(resume(threadId, cursor))).rest();
      await pass();
      expect((await frames).at(-1)?.event).toEqual(retryError);
      await expectCancelled(next, threadId);
    });

    test('who comes back does', async () => {
      const { next, pass, seen, threadId, cursor } = await afterDeath();
      await pass();
      const frames = await (await next.open(resume(threadId, cursor))).rest();
      const names = frames.map(({ event }) => event.type);
      expect(names).toEqual(['thread.item.done', 'thread.item.removed', 'error']);
      expect(frames[0]?.id).toBe(cursor.replace(/\d+$/, String(seen.length + 1)));
      await expectCancelled(next, threadId);
    });

    test('who stops it does', async () => {
      const { next, pass, threadId } = await afterDeath();
      await pass();
      const reply = await next.open(stop(threadId));
      expect(await reply.json()).toEqual({ stopped: true });
      await expectCancelled(next, threadId);
    });

    test('an item that was stored and not yet sent stays as it is stored', async () => {
      const { dying, next, pass, seen, threadId } = await afterDeath();
      const added = seen[4]?.event;
      if (added?.type !== 'thread.item.added') throw new TypeError('no answer was begun');
      const content = [{ type: 'output_text' as const, text: 'Whole', annotations: [] }];
      const item = { ...added.item, type: 'assistant_message' as const, content };
      await dying.store.addItem(threadId, item, { userId: 'ann' });
      await pass();
      const frames = await (await next.open(resume(threadId))).rest();
      expect(frames.map(({ event }) => event)).toContainEqual({ type: 'thread.item.done', item });
      expect((await next.items(threadId))[1]).toEqual(item);
    });
  });
});

function withoutRenewal(log: RunLog): RunLog {
  return { ...log, renew: async () => {} };
}
