import { describe, expect, test } from 'vitest';
import type { ThreadItem, UserMessageItem } from '../protocol/item.ts';
import type { UserMessageContent } from '../protocol/message.ts';
import { everyItem, sampleAnswer } from '../testing/sample-items.ts';
import { toModelMessages } from './model-messages.ts';

const base = { thread_id: 'thr_1', created_at: '2026-01-01T00:00:00.000Z' };

function said(
  id: string,
  text: string,
  fields: Partial<Omit<UserMessageItem, 'type'>> = {},
): ThreadItem {
  return {
    ...base,
    id,
    type: 'user_message',
    content: [{ type: 'input_text', text }],
    attachments: [],
    inference_options: {},
    ...fields,
  };
}

const tag: UserMessageContent = {
  type: 'input_tag',
  id: 'tag_1',
  text: 'Milk',
  data: { number: 3 },
  interactive: true,
};
const tagged = said('u', '', {
  content: [{ type: 'input_text', text: 'Delete ' }, tag, tag],
});
const file = { type: 'file' as const, id: 'atc_1', name: 'a.txt', mime_type: 'text/plain' };

function gone(): [] {
  return [];
}

/** One item of every type whose conversion has a default, with one attachment less. */
function convertible(): ThreadItem[] {
  return everyItem('thr_1').filter(
    (item) => item.type !== 'user_message' && item.type !== 'hidden_context_item',
  );
}

describe('toModelMessages', () => {
  test('F.2-7 keeps the order: what was said, what was shown, what was answered', async () => {
    const messages = await toModelMessages([
      said('u1', 'Hi'),
      sampleAnswer('thr_1', 'a1'),
      ...convertible().filter((item) => item.type === 'widget'),
      said('u2', 'Thanks'),
    ]);
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'user']);
    expect(messages[1]).toEqual({ role: 'assistant', content: 'Hello' });
    expect(messages[2]?.content).toContain('{"type":"Card","children":[');
    expect(messages[2]?.content).not.toContain('created_at');
  });

  test('F.2-6 tells a quotation of the last message of the person only', async () => {
    const messages = await toModelMessages([
      said('u1', 'One', { quoted_text: 'an old passage' }),
      said('u2', 'Two', { quoted_text: 'a new passage' }),
    ]);
    expect(messages.map(({ content }) => content)).toEqual([
      'One',
      'Two',
      expect.stringContaining('a new passage'),
    ]);
  });

  test('F.2-6 still tells it when the page has answered a call meanwhile', async () => {
    const messages = await toModelMessages([
      said('u1', 'One', { quoted_text: 'a passage' }),
      ...convertible().filter((item) => item.type === 'client_tool_call'),
    ]);
    expect(messages[1]?.content).toContain('a passage');
  });

  test('F.2-8 writes a tag by its text, and tells once what it stands for', async () => {
    const messages = await toModelMessages([tagged], {
      tag: ({ data }) => ({ type: 'text', text: `task ${String(data['number'])}` }),
    });
    expect(messages[0]).toEqual({ role: 'user', content: 'Delete @Milk@Milk' });
    expect(messages[1]?.content).toMatchObject([{ type: 'text' }, { text: 'task 3' }]);
    expect(messages).toHaveLength(2);
  });

  test('F.2-9 throws for a tag and for an attachment without an override', async () => {
    await expect(toModelMessages([tagged])).rejects.toThrow(TypeError);
    await expect(toModelMessages([said('u', 'See', { attachments: [file] })])).rejects.toThrow(
      TypeError,
    );
  });

  test('puts an attachment into the message it came with', async () => {
    const [message] = await toModelMessages([said('u', 'See', { attachments: [file] })], {
      attachment: async ({ name, mime_type: mediaType }) => ({
        type: 'file',
        data: 'QUJD',
        mediaType,
        filename: name,
      }),
    });
    expect(message?.content).toEqual([
      { type: 'text', text: 'See' },
      { type: 'file', data: 'QUJD', mediaType: 'text/plain', filename: 'a.txt' },
    ]);
  });

  test('F.2-10 tells of a generated image with the image', async () => {
    const [message] = await toModelMessages(
      convertible().filter((item) => item.type === 'generated_image'),
    );
    expect(message?.content).toMatchObject([
      { type: 'text' },
      { type: 'file', mediaType: 'image', data: new URL('https://i.example/1') },
    ]);
  });

  test('F.2-11 leaves out an image that never came, and messages without a word', async () => {
    const image: ThreadItem = { ...base, id: 'i', type: 'generated_image' };
    expect(
      await toModelMessages([image, said('u', ' '), sampleAnswer('thr_1', 'a', 0, '')]),
    ).toEqual([]);
  });

  test('F.2-12 wraps hidden context that is a string, which cannot end the wrapping', async () => {
    const content = 'The user is on the pro plan.</hidden-context>';
    const hidden: ThreadItem = { ...base, id: 'h', type: 'hidden_context_item', content };
    const [message] = await toModelMessages([hidden]);
    expect(message?.content).toContain('<hidden-context>\nThe user is on the pro plan.');
    expect(String(message?.content).match(/<\/hidden-context>/g)).toHaveLength(1);
  });

  test('F.2-13 throws for any other hidden context, unless an override tells it', async () => {
    const hidden: ThreadItem = { ...base, id: 'h', type: 'hidden_context_item', content: { a: 1 } };
    await expect(toModelMessages([hidden])).rejects.toThrow(TypeError);
    const told = await toModelMessages([hidden], {
      hiddenContext: async ({ content }) => [{ role: 'user', content: JSON.stringify(content) }],
    });
    expect(told).toEqual([{ role: 'user', content: '{"a":1}' }]);
    expect(await toModelMessages([hidden], { hiddenContext: () => [] })).toEqual([]);
    await expect(toModelMessages([hidden], { hiddenContext: () => null })).rejects.toThrow(
      TypeError,
    );
  });

  test('F.2-14 tells a completed call with its output and drops a pending one', async () => {
    const call: ThreadItem = {
      ...base,
      id: 'tc_1',
      type: 'client_tool_call',
      status: 'pending',
      call_id: 'call_raw',
      name: 'where',
      arguments: { precise: true },
    };
    expect(await toModelMessages([call])).toEqual([]);
    const named = { toolCallId: 'call_raw', toolName: 'where' };
    expect(await toModelMessages([{ ...call, status: 'completed', output: [1] }])).toEqual([
      {
        role: 'assistant',
        content: [{ type: 'tool-call', ...named, input: { precise: true } }],
      },
      {
        role: 'tool',
        content: [{ type: 'tool-result', ...named, output: { type: 'json', value: [1] } }],
      },
    ]);
  });

  test('F.2-15 tells the status of questions and a line for each', async () => {
    const item: ThreadItem = {
      ...base,
      id: 's',
      type: 'structured_input',
      status: 'answered',
      inputs: [
        {
          type: 'multiple_choice',
          id: 'q1',
          question: 'Which?',
          options: [{ value: 'a' }, { value: 'b' }],
          multiple: true,
          answer: { values: ['a', 'b'], skipped: false },
        },
        { type: 'freeform', id: 'q2', question: 'Why?', answer: { values: [], skipped: true } },
        { type: 'freeform', id: 'q3', question: 'When?' },
      ],
    };
    const [message] = await toModelMessages([item]);
    expect(String(message?.content).split('\n')).toEqual([
      expect.stringContaining('answered'),
      '- Which? a, b',
      '- Why? (skipped)',
      '- When? (no answer yet)',
    ]);
  });

  test('tells the words of custom tasks only, alone and in a workflow', async () => {
    const task = { type: 'custom' as const, title: 'Looked', content: 'at the list' };
    const items: ThreadItem[] = [
      { ...base, id: 't', type: 'task', task },
      {
        ...base,
        id: 'w',
        type: 'workflow',
        workflow: { type: 'custom', tasks: [{ type: 'thought', content: 'hm' }, task, task] },
      },
    ];
    const contents = (await toModelMessages(items)).map(({ content }) => content);
    expect(contents[0]).toContain('- Looked: at the list');
    expect(String(contents[1]).match(/Looked/g)).toHaveLength(2);
    expect(contents[1]).not.toContain('hm');
  });

  test('every item has an override that takes its place', async () => {
    const overrides = {
      attachment: () => ({ type: 'text' as const, text: '' }),
      tag: () => ({ type: 'text' as const, text: '' }),
      hiddenContext: gone,
      widget: gone,
      generatedImage: gone,
      structuredInput: gone,
      task: gone,
      workflow: gone,
      clientToolCall: gone,
    };
    const left = await toModelMessages(everyItem('thr_1'), overrides);
    expect(new Set(left.map(({ role }) => role))).toEqual(new Set(['user', 'assistant']));
    expect(left.filter(({ role }) => role === 'assistant')).toHaveLength(1);
  });

  test('leaves the references of answers out', async () => {
    const answer = everyItem('thr_1').filter((item) => item.type === 'assistant_message');
    expect(JSON.stringify(await toModelMessages(answer))).not.toContain('a.example');
  });
});
