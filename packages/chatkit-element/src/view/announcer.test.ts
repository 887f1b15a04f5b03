import { streamWidget } from '@parley/chatkit';
import { describe, expect, it } from 'vitest';
import { chatUnderTest, draft, transcript, until } from '../../test/chat-under-test.ts';
import type { ChatUnderTest } from '../../test/chat-under-test.ts';
import type { ChatState } from '../core/state.ts';
import { announcementOf } from './announcer.ts';
import { strings } from './strings.ts';

/** Everything that is said while `act` runs. */
async function said(
  act: (test: ChatUnderTest) => Promise<void>,
  options: Parameters<typeof chatUnderTest>[0] = {},
): Promise<string[]> {
  await using test = chatUnderTest(options);
  const heard: string[] = [];
  let before: ChatState = test.chat.state.get();
  test.chat.state.subscribe(() => {
    const after = test.chat.state.get();
    const text = announcementOf(before, after, strings);
    if (text !== null) heard.push(text);
    before = after;
  });
  await act(test);
  return heard;
}

describe('what a screen reader is told', () => {
  it('is that an answer began, and the whole of it', async () => {
    const heard = await said((test) => test.chat.send(draft('hello')));
    expect(heard).toEqual(['Answering…', 'You said: hello']);
  });

  it('is the question of an answer that is a widget alone', async () => {
    const heard = await said((test) => test.chat.send(draft('a question')), {
      respond: (input) =>
        streamWidget(input, { type: 'Card', children: [] }, { copyText: 'Delete it?' }),
    });
    expect(heard).toEqual(['Answering…', 'Delete it?']);
  });

  it('is taken back when no answer comes', async () => {
    const heard = await said(async (test) => {
      test.answerNext(() => new Response(null, { status: 400 }));
      await test.chat.send(draft('hello'));
    });
    expect(heard).toEqual(['Answering…', '']);
  });

  it('is taken back when the thread is left in the middle of an answer', async () => {
    const heard = await said(async (test) => {
      const sent = test.chat.send(draft('wait'));
      await until(test.chat, () => transcript(test.chat).includes('assistant: Once upon a time'));
      await test.chat.open(null);
      await sent;
    });
    expect(heard.at(-1)).toBe('');
  });
});
