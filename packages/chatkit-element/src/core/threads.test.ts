import { describe, expect, it } from 'vitest';
import { chatUnderTest, draft, transcript } from '../../test/chat-under-test.ts';
import type { ChatUnderTest } from '../../test/chat-under-test.ts';

const owner = { userId: 'ann' };

function at(minute: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
}

/** Stores a thread of so many messages, a minute apart. */
async function stored(test: ChatUnderTest, id: string, count: number): Promise<void> {
  const thread = {
    id,
    title: id,
    created_at: at(0),
    status: { type: 'active' as const },
    metadata: {},
  };
  await test.store.saveThread(thread, owner);
  for (let n = 1; n <= count; n += 1) {
    const content = [{ type: 'output_text' as const, text: String(n), annotations: [] }];
    const item = {
      type: 'assistant_message' as const,
      id: `m${n}`,
      thread_id: id,
      created_at: at(n),
      content,
    };
    await test.store.addItem(id, item, owner);
  }
}

const shown = ({ chat }: ChatUnderTest): string[] =>
  transcript(chat).map((line) => line.replace('assistant: ', ''));

describe('opening', () => {
  it('shows the newest page first and pages upward to the start', async () => {
    await using test = chatUnderTest();
    await stored(test, 't1', 70);
    await test.chat.open('t1');
    expect(shown(test)).toEqual(Array.from({ length: 30 }, (_, at) => String(at + 41)));
    await test.chat.threads.loadOlder();
    await test.chat.threads.loadOlder();
    expect(shown(test)).toHaveLength(70);
    expect(shown(test)[0]).toBe('1');
    const before = test.requests.length;
    await test.chat.threads.loadOlder();
    expect(test.requests).toHaveLength(before);
  });

  it('says so, and says when it is done', async () => {
    await using test = chatUnderTest();
    await stored(test, 't1', 1);
    await test.chat.open('t1');
    expect(test.events).toEqual([
      { name: 'thread.change', detail: { threadId: 't1' } },
      { name: 'thread.load.start', detail: { threadId: 't1' } },
      { name: 'thread.load.end', detail: { threadId: 't1' } },
    ]);
  });

  it('goes on past pages that hold hidden items only', async () => {
    await using test = chatUnderTest();
    const empty = Response.json({ data: [], has_more: true, after: 'h' });
    const thread = Response.json({ id: 't', created_at: '2026-01-01' });
    const page = Response.json({ data: [], has_more: false });
    test.answerNext(
      () => thread,
      () => empty,
      () => page,
    );
    await test.chat.open('t');
    expect(test.requests.at(-1)?.params['after']).toBe('h');
    expect(test.chat.state.get()).toMatchObject({ loading: false, olderCursor: null });
  });

  it('reports a thread that is gone, and the start screen is one step away', async () => {
    await using test = chatUnderTest();
    await test.chat.open('nowhere');
    expect(test.chat.state.get().loadError?.code).toBe('not_found');
    await test.chat.open(null);
    expect(test.chat.state.get()).toMatchObject({ loadError: null, threadId: null });
  });

  it('begins a new thread with what is sent to a thread that is gone', async () => {
    await using test = chatUnderTest();
    await test.chat.open('nowhere');
    test.chat.composer.set({ text: 'hello' });
    await test.chat.sendComposer();
    expect(transcript(test.chat)).toEqual(['user: hello', 'assistant: You said: hello']);
    expect(test.requests.at(-1)?.type).toBe('threads.create');
    expect(test.chat.state.get()).toMatchObject({ loadError: null, failure: null });
  });

  it('says once that the open thread was deleted elsewhere, and keeps what was written', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    await stored(test, 't1', 1);
    await chat.open('t1');
    await test.store.deleteThread('t1', owner);
    chat.composer.set({ text: 'hello' });
    await chat.sendComposer();
    expect(chat.state.get()).toMatchObject({ failure: null, loadError: { code: 'not_found' } });
    expect(chat.composer.get().text).toBe('hello');
    await chat.sendComposer();
    expect(transcript(chat)).toEqual(['user: hello', 'assistant: You said: hello']);
  });

  it('lets the later of two calls win', async () => {
    await using test = chatUnderTest();
    await stored(test, 't1', 1);
    await stored(test, 't2', 2);
    await Promise.all([test.chat.open('t1'), test.chat.open('t2')]);
    expect(shown(test)).toEqual(['1', '2']);
    expect(test.chat.state.get().threadId).toBe('t2');
  });

  it('keeps older messages retrievable after a failure', async () => {
    await using test = chatUnderTest();
    await stored(test, 't1', 40);
    await test.chat.open('t1');
    test.answerNext(() => new Response(null, { status: 400 }));
    await test.chat.threads.loadOlder();
    expect(test.chat.state.get().olderFailed).toBe(true);
    await test.chat.threads.loadOlder();
    expect(shown(test)).toHaveLength(40);
    expect(test.chat.state.get().olderFailed).toBe(false);
  });
});

describe('refreshing', () => {
  it('takes over additions, changes and deletions, and keeps older pages', async () => {
    await using test = chatUnderTest();
    await stored(test, 't1', 40);
    await test.chat.open('t1');
    await test.chat.threads.loadOlder();
    await test.store.deleteItem('t1', 'm39', owner);
    await test.store.saveThread(
      { ...(await test.store.loadThread('t1', owner)), title: 'Renamed' },
      owner,
    );
    await test.chat.threads.refresh();
    expect(shown(test)).toHaveLength(39);
    expect(shown(test)).not.toContain('39');
    expect(test.chat.state.get().conversation.thread?.title).toBe('Renamed');
  });

  it('does not take back what was said while it read', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    await stored(test, 't1', 1);
    await chat.open('t1');
    const late = Promise.withResolvers<Response>();
    test.answerNext(
      () => Response.json({ id: 't1', created_at: at(0) }),
      () => late.promise,
    );
    const refreshed = chat.threads.refresh();
    await chat.send(draft('hello'));
    late.resolve(Response.json({ data: [], has_more: false }));
    await expect(refreshed).rejects.toMatchObject({ code: 'busy' });
    expect(shown(test)).toEqual(['1', 'user: hello', 'You said: hello']);
  });
});

describe('a chat that was suspended', () => {
  it('opens the thread that it had not loaded yet', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    await stored(test, 't1', 2);
    const opened = chat.open('t1');
    chat.suspend();
    await opened;
    expect(shown(test)).toEqual([]);
    await chat.resume();
    expect(shown(test)).toEqual(['1', '2']);
  });

  it('reads what was said meanwhile, in the list of threads too', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    await stored(test, 't1', 1);
    await chat.open('t1');
    await chat.history.open();
    chat.suspend();
    await stored(test, 't1', 2);
    await stored(test, 't2', 0);
    await chat.resume();
    expect(shown(test)).toEqual(['1', '2']);
    expect(chat.state.get().history.threads).toHaveLength(2);
  });

  it('asks nothing when no thread is open', async () => {
    await using test = chatUnderTest();
    test.chat.suspend();
    await test.chat.resume();
    expect(test.requests).toEqual([]);
  });
});

it('shows that the thread is gone when it was deleted elsewhere', async () => {
  await using test = chatUnderTest();
  await stored(test, 't1', 1);
  await test.chat.open('t1');
  await test.store.deleteThread('t1', owner);
  await expect(test.chat.threads.refresh()).rejects.toMatchObject({ code: 'not_found' });
  expect(shown(test)).toEqual([]);
  expect(test.chat.state.get().loadError?.code).toBe('not_found');
});

describe('history', () => {
  it('lists, pages, renames and deletes', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    for (let n = 0; n < 35; n += 1) await stored(test, `t${n}`, 0);
    await chat.history.open();
    expect(chat.state.get().history.threads).toHaveLength(30);
    await chat.history.loadMore();
    expect(chat.state.get().history).toMatchObject({ cursor: null, error: null });
    expect(chat.state.get().history.threads).toHaveLength(35);
    await chat.open('t3');
    expect(await chat.history.rename('t3', 'Trip')).toBe(true);
    expect(chat.state.get().conversation.thread?.title).toBe('Trip');
    expect((await test.store.loadThread('t3', owner)).title).toBe('Trip');
    expect(await chat.history.remove('t3')).toBe(true);
    expect(chat.state.get().threadId).toBeNull();
    expect(chat.state.get().history.threads).toHaveLength(34);
    await expect(test.store.loadThread('t3', owner)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('opens and closes once, and keeps the list when reading it again fails', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    await stored(test, 't1', 0);
    await chat.history.open();
    test.answerNext(() => new Response(null, { status: 400 }));
    await chat.history.open();
    expect(chat.state.get().history.threads).toHaveLength(1);
    expect(chat.state.get().history.error?.code).toBe('rejected');
    chat.history.close();
    chat.history.close();
    const names = test.events.map(({ name }) => name).filter((name) => name.startsWith('history'));
    expect(names).toEqual(['history.open', 'history.close']);
  });

  it('leaves the thread alone when deleting failed', async () => {
    await using test = chatUnderTest();
    await test.chat.send(draft('hello'));
    await test.chat.history.open();
    const id = test.chat.state.get().threadId ?? '';
    test.answerNext(() => new Response(null, { status: 500 }));
    expect(await test.chat.history.remove(id)).toBe(false);
    expect(test.chat.state.get().threadId).toBe(id);
  });
});
