import { describe, expect, it } from 'vitest';
import { chatUnderTest, draft, transcript } from '../../test/chat-under-test.ts';
import type { ChatUnderTest } from '../../test/chat-under-test.ts';
import type { ActionOrigin } from './actions.ts';
import type { WidgetItem } from './wire.ts';

/** A chat that shows the form, and the form as the origin of actions. */
async function withForm(test: ChatUnderTest): Promise<ActionOrigin> {
  await test.chat.send(draft('controls'));
  const item = test.chat.state.get().conversation.items.at(-1) as WidgetItem;
  return { item, control: 'root.0', auto: 'self' };
}

describe('an action', () => {
  it('goes to the server as a stream and shows that it is under way', async () => {
    await using test = chatUnderTest();
    const origin = await withForm(test);
    const seen: unknown[] = [];
    test.chat.state.subscribe(() => seen.push(test.chat.state.get().acting?.behavior));
    await test.chat.actions.perform({ type: 'add', payload: { a: 1 } }, origin);
    expect(test.requests.at(-1)).toEqual({
      type: 'threads.custom_action',
      params: {
        thread_id: test.chat.state.get().threadId,
        item_id: origin.item.id,
        action: { type: 'add', payload: { a: 1 } },
      },
    });
    expect(transcript(test.chat).at(-1)).toBe('assistant: Action add: {"a":1}');
    expect(seen).toContain('self');
    expect(test.chat.state.get().acting).toBeNull();
  });

  it('replaces the widget at once when it does not stream, also during a response', async () => {
    await using test = chatUnderTest();
    const origin = await withForm(test);
    const running = test.chat.send(draft('wait'));
    await test.chat.actions.perform({ type: 'sync', streaming: false }, origin);
    const item = test.chat.state.get().conversation.items.find(({ id }) => id === origin.item.id);
    expect(JSON.stringify(item)).toContain('In step');
    test.chat.suspend();
    await running;
  });

  it('waits for the response otherwise: it does nothing', async () => {
    await using test = chatUnderTest();
    const origin = await withForm(test);
    const running = test.chat.send(draft('wait'));
    await test.chat.actions.perform({ type: 'add' }, origin);
    expect(test.requests.map(({ type }) => type)).not.toContain('threads.custom_action');
    test.chat.suspend();
    await running;
  });

  it('runs in the page when the page handles it', async () => {
    await using test = chatUnderTest();
    const origin = await withForm(test);
    const calls: unknown[] = [];
    test.host.onWidgetAction = (action, item) => void calls.push([action, item.id]);
    await test.chat.actions.perform({ type: 'page', handler: 'client' }, origin);
    expect(calls).toEqual([[{ type: 'page' }, origin.item.id]]);
    expect(test.requests).toHaveLength(1);
  });

  it('without a handler in the page is an error event and nothing else', async () => {
    await using test = chatUnderTest();
    const origin = await withForm(test);
    await test.chat.actions.perform({ type: 'page', handler: 'client' }, origin);
    expect(test.events.at(-1)?.name).toBe('error');
    expect(test.chat.state.get()).toMatchObject({ acting: null, failure: null });
  });

  it('that failed can be tried again as it was', async () => {
    await using test = chatUnderTest();
    const origin = await withForm(test);
    test.answerNext(() => new Response(null, { status: 400 }));
    await test.chat.actions.perform({ type: 'add', payload: 1 }, origin);
    expect(test.chat.state.get().failure?.error.code).toBe('rejected');
    await test.chat.retryFailed();
    expect(transcript(test.chat).at(-1)).toBe('assistant: Action add: 1');
  });
});

describe('an action of the page', () => {
  it('needs a thread', async () => {
    await using test = chatUnderTest();
    await expect(test.chat.actions.send({ type: 'x' }, undefined)).rejects.toMatchObject({
      name: 'IntegrationError',
    });
  });

  it('is sent without a sender', async () => {
    await using test = chatUnderTest();
    await test.chat.send(draft('hello'));
    await test.chat.actions.send({ type: 'x', payload: { a: 1 } }, undefined);
    expect(test.requests.at(-1)?.params).not.toHaveProperty('item_id');
    expect(transcript(test.chat).at(-1)).toBe('assistant: Action x: {"a":1}');
  });
});
