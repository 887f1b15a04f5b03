import { describe, expect, it } from 'vitest';
import { chatUnderTest, draft, transcript, until } from '../../test/chat-under-test.ts';
import type { ChatUnderTest } from '../../test/chat-under-test.ts';

const names = ({ events }: ChatUnderTest): string[] =>
  events.map(({ name }) => name).filter((name) => name !== 'log');

describe('sending', () => {
  it('creates a thread, shows the message at once and streams the answer', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    const sending = chat.send(draft('hello'));
    expect(transcript(chat)).toEqual(['user: hello']);
    expect(chat.state.get().responding).toBe(true);
    await sending;
    expect(transcript(chat)).toEqual(['user: hello', 'assistant: You said: hello']);
    expect(chat.state.get()).toMatchObject({ responding: false, failure: null });
    expect(chat.state.get().conversation.thread?.title).toBe('hello');
    expect(names(test)).toEqual(['response.start', 'thread.change', 'response.end']);
    await chat.send(draft('again'));
    expect(test.requests.map(({ type }) => type)).toEqual([
      'threads.create',
      'threads.add_user_message',
    ]);
  });

  it('carries quote, tool and model to the server, and starts a new thread when asked', async () => {
    await using test = chatUnderTest();
    await test.chat.send(draft('one'));
    const message = { ...draft('two'), quotedText: 'q', toolId: 't', modelId: 'm' };
    await test.chat.send(message, { newThread: true });
    expect(test.requests[1]).toEqual({
      type: 'threads.create',
      params: {
        input: {
          content: [{ type: 'input_text', text: 'two' }],
          attachments: [],
          quoted_text: 'q',
          inference_options: { tool_choice: { id: 't' }, model: 'm' },
        },
      },
    });
  });

  it('rejects while a response runs, and the text in the composer stays', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    const waiting = chat.send(draft('wait'));
    await until(chat, () => transcript(chat).length === 2);
    chat.composer.set({ text: 'next' });
    await expect(chat.send(draft('more'))).rejects.toMatchObject({ name: 'IntegrationError' });
    await chat.sendComposer();
    expect(chat.composer.get().text).toBe('next');
    expect(test.requests).toHaveLength(1);
    chat.stop();
    await waiting;
  });

  it('sends nothing that is empty or longer than 5,000 characters', async () => {
    await using test = chatUnderTest();
    for (const text of ['', ' \n ', 'x'.repeat(5001)]) {
      test.chat.composer.set({ text });
      await test.chat.sendComposer();
      expect(test.chat.composer.get().text).toBe(text);
    }
    expect(test.requests).toEqual([]);
    test.chat.composer.set({ text: 'x'.repeat(5000) });
    await test.chat.sendComposer();
    expect(test.requests).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('aborts the request, keeps what was written and lets the next message go', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    const waiting = chat.send(draft('wait'));
    await until(chat, () => transcript(chat).length === 2);
    chat.stop();
    expect(chat.state.get().responding).toBe(false);
    await waiting;
    expect(transcript(chat)).toEqual(['user: wait', 'assistant: Once upon a time']);
    expect(chat.state.get().failure).toBeNull();
    await chat.send(draft('hello'));
    expect(transcript(chat).at(-1)).toBe('assistant: You said: hello');
  });

  it('does nothing when the server does not allow it', async () => {
    await using test = chatUnderTest({ streamOptions: () => ({ allow_cancel: false }) });
    const { chat } = test;
    const waiting = chat.send(draft('wait'));
    await until(chat, () => transcript(chat).length === 2);
    chat.stop();
    expect(chat.state.get().responding).toBe(true);
    chat.suspend();
    await waiting;
  });

  it('gives the message back when the server had not taken it yet', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    test.answerNext(() => new Promise<Response>(() => undefined));
    void chat.send(draft('hello'));
    chat.stop();
    expect(transcript(chat)).toEqual([]);
    expect(chat.composer.get().text).toBe('hello');
  });
});

describe('failing', () => {
  it('repeats silently when the server is away for a moment', async () => {
    await using test = chatUnderTest();
    test.answerNext(() => new Response(null, { status: 503 }));
    await test.chat.send(draft('hello'));
    expect(transcript(test.chat)).toEqual(['user: hello', 'assistant: You said: hello']);
    expect(test.chat.state.get()).toMatchObject({ failure: null, retrying: 0 });
  });

  it('keeps the draft after a refusal, and a retry sends it once', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    test.answerNext(() => new Response(null, { status: 401 }));
    chat.composer.set({ text: 'hello' });
    await chat.sendComposer();
    expect(transcript(chat)).toEqual([]);
    expect(chat.composer.get().text).toBe('hello');
    expect(chat.state.get().failure?.error.code).toBe('signed_out');
    await chat.retryFailed();
    expect(transcript(chat)).toEqual(['user: hello', 'assistant: You said: hello']);
    expect(chat.composer.get().text).toBe('');
    expect(chat.state.get().failure).toBeNull();
  });

  it('does not overwrite what was written meanwhile', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    test.answerNext(() => {
      chat.composer.set({ text: 'something else' });
      return new Response(null, { status: 400 });
    });
    await chat.send(draft('hello'));
    expect(chat.composer.get().text).toBe('something else');
  });

  it('answers the stored message again when the stream broke, without a second copy', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    await chat.send(draft('hello'));
    const item = chat.state.get().conversation.items[0];
    const frame = `data: ${JSON.stringify({ type: 'thread.item.done', item })}\n\ndata: {"cut`;
    const headers = { 'content-type': 'text/event-stream' };
    test.answerNext(() => new Response(frame, { headers }));
    await chat.send(draft('hello'));
    expect(chat.state.get().failure?.error.code).toBe('interrupted');
    await chat.retryFailed();
    expect(test.requests.at(-1)).toEqual({
      type: 'threads.retry_after_item',
      params: { thread_id: chat.state.get().threadId, item_id: item?.id },
    });
    expect(transcript(chat)).toEqual(['user: hello', 'assistant: You said: hello']);
  });

  it('shows the error of the responder and offers a retry when that is allowed', async () => {
    await using test = chatUnderTest();
    await test.chat.send(draft('fail'));
    const { failure } = test.chat.state.get();
    expect(failure?.error).toMatchObject({ message: 'The quota is used up.', fromServer: true });
    expect(failure?.retry?.type).toBe('threads.retry_after_item');
    expect(names(test)).toContain('error');
  });

  it('reports an event of a wrong shape and goes on', async () => {
    await using test = chatUnderTest();
    const broken = 'data: {"type":"thread.item.done"}\n\n';
    const progress = 'data: {"type":"stream_options","stream_options":{"allow_cancel":true}}\n\n';
    const headers = { 'content-type': 'text/event-stream' };
    test.answerNext(() => new Response(broken + progress, { headers }));
    await test.chat.send(draft('hello'));
    expect(test.events.some(({ name }) => name === 'error')).toBe(true);
    expect(test.chat.composer.get().text).toBe('hello');
  });
});

describe('tools of the page', () => {
  it('answer the call and the response goes on', async () => {
    await using test = chatUnderTest();
    const calls: unknown[] = [];
    test.host.onClientTool = async (call) => {
      calls.push(call);
      return { city: 'Oslo' };
    };
    await test.chat.send(draft('where am I'));
    expect(calls).toEqual([{ name: 'get_place', params: { precise: true } }]);
    expect(test.requests[1]?.params['result']).toEqual({ city: 'Oslo' });
    expect(transcript(test.chat).at(-1)).toBe('assistant: Thank you.');
    expect(names(test).filter((name) => name.startsWith('response'))).toHaveLength(2);
  });

  it('answer every call of a turn, and the response goes on after the last', async () => {
    await using test = chatUnderTest();
    test.host.onClientTool = async ({ name }) => ({ name });
    await test.chat.send(draft('where and when'));
    const results = test.requests.slice(1).map(({ params }) => params['result']);
    expect(results).toEqual([{ name: 'get_time' }, { name: 'get_place' }]);
    expect(transcript(test.chat).filter((line) => line.startsWith('assistant'))).toEqual([
      'assistant: Thank you.',
    ]);
    const stored = test.chat.state.get().conversation.items;
    expect(test.requests.slice(1).map(({ params }) => params['item_id'])).toEqual(
      stored.flatMap((item) => (item.type === 'client_tool_call' ? [item.id] : [])).toReversed(),
    );
  });

  it('answer the newest call alone where the server goes on after one', async () => {
    await using test = chatUnderTest();
    test.host.onClientTool = async ({ name }) => {
      const item = { id: 'a', thread_id: 't', created_at: '2026-01-01T00:00:00Z' };
      const content = [{ type: 'output_text', text: `It is ${name}.`, annotations: [] }];
      const done = {
        type: 'thread.item.done',
        item: { ...item, type: 'assistant_message', content },
      };
      const headers = { 'content-type': 'text/event-stream' };
      test.answerNext(() => new Response(`data: ${JSON.stringify(done)}\n\n`, { headers }));
      return {};
    };
    await test.chat.send(draft('where and when'));
    expect(test.requests).toHaveLength(2);
    expect(transcript(test.chat).at(-1)).toBe('assistant: It is get_time.');
  });

  it.each([
    ['missing', undefined],
    ['throwing', () => Promise.reject(new Error('no sensor'))],
  ])('end the response with an integration error when %s', async (_how, handler) => {
    await using test = chatUnderTest();
    test.host.onClientTool = handler;
    await test.chat.send(draft('where am I'));
    expect(test.chat.state.get().failure?.error.code).toBe('integration');
    expect(test.chat.state.get().responding).toBe(false);
  });

  it('hear effects', async () => {
    await using test = chatUnderTest();
    await test.chat.send(draft('flash'));
    const effect = test.events.find(({ name }) => name === 'effect');
    expect(effect?.detail).toEqual({ name: 'flash', data: { color: 'green' } });
  });
});

describe('answering again', () => {
  it('drops what came after the message', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    await chat.send(draft('one'));
    await chat.send(draft('two'));
    const first = chat.state.get().conversation.items[0]?.id ?? '';
    await chat.retryMessage(first);
    expect(transcript(chat)).toEqual(['user: one', 'assistant: You said: one']);
  });

  it('hands in answers to questions', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    await chat.send(draft('ask me'));
    const item = chat.state.get().conversation.items.at(-1);
    const answers = { q1: { values: ['Friday'], skipped: false } };
    await chat.answer(item?.id ?? '', { status: 'answered', answers });
    expect(chat.state.get().conversation.items[1]).toMatchObject({ status: 'answered' });
    expect(transcript(chat).at(-1)).toBe('assistant: Thank you.');
  });

  it('takes a rating back when the server did not hear it', async () => {
    await using test = chatUnderTest();
    const { chat } = test;
    await chat.send(draft('hello'));
    await chat.rate(['m'], 'positive');
    expect(chat.state.get().feedback).toEqual({ m: 'positive' });
    test.answerNext(() => new Response(null, { status: 500 }));
    await chat.rate(['m'], 'negative');
    expect(chat.state.get().feedback).toEqual({ m: 'positive' });
  });
});
