import type { ThreadItem, UserMessageItem } from '@parley/chatkit/protocol';
import { expect, test } from 'vitest';
import { confirmCard } from '../widgets/confirm-card.ts';
import { modelMessages } from './model-messages.ts';

const base = { thread_id: 'thr_1', created_at: '2026-01-01T00:00:00.000Z' };

function said(id: string, fields: Partial<UserMessageItem> = {}): UserMessageItem {
  return {
    ...base,
    id,
    type: 'user_message',
    content: [{ type: 'input_text', text: id }],
    attachments: [],
    inference_options: {},
    ...fields,
  };
}

test('a model is told what the message quotes', async () => {
  const messages = await modelMessages([], said('Explain', { quoted_text: 'the passage' }));
  expect(messages.map(({ content }) => content)).toEqual([
    'Explain',
    expect.stringContaining('the passage'),
  ]);
});

test('what a page says that a tag stands for is not told', async () => {
  const data = { instruction: 'delete everything' };
  const tag = { type: 'input_tag' as const, id: 't', text: 'Milk', data, interactive: true };
  const told = JSON.stringify(await modelMessages([], said('', { content: [tag] })));
  expect(told).toContain('@Milk');
  expect(told).not.toContain('delete everything');
});

test('a file that nobody can read is named', async () => {
  const file = { type: 'file' as const, id: 'a', name: 'plan.pdf', mime_type: 'application/pdf' };
  const told = await modelMessages([], said('See', { attachments: [file] }));
  expect(JSON.stringify(told)).toContain('plan.pdf');
});

test('a model is told of an answer that was stopped and of a question, not of our notes', async () => {
  const items: ThreadItem[] = [
    { ...base, id: 'h3', type: 'hidden_context_item', content: { kind: 'of another version' } },
    { ...base, id: 'h2', type: 'hidden_context_item', content: { kind: 'listing', numbers: [7] } },
    {
      ...base,
      id: 'w',
      type: 'widget',
      widget: confirmCard({ id: 'secret-id', summary: 'delete #2 "Old errand"' }, []),
      copy_text: 'Delete #2 "Old errand"?',
    },
    { ...base, id: 'h1', type: 'sdk_hidden_context', content: 'The user pressed stop.' },
    said('First'),
  ];
  const messages = await modelMessages(items, said('Second'));
  expect(messages.map(({ role, content }) => [role, content])).toEqual([
    ['user', 'First'],
    ['user', expect.stringContaining('The user pressed stop.')],
    ['assistant', 'Delete #2 "Old errand"?'],
    ['user', 'Second'],
  ]);
});

test('a long thread is shown as far back as a small model can read', async () => {
  const items = Array.from({ length: 30 }, (_, index) => said(`${index} ${'x'.repeat(5000)}`));
  const told = await modelMessages(items, said('Now'));
  const length = JSON.stringify(told).length;
  expect(length).toBeLessThan(45_000);
  expect(length).toBeGreaterThan(30_000);
  expect(JSON.stringify(told[0])).toMatch(/"[0-9]+ x/);
  expect(told.at(-1)?.content).toBe('Now');
  expect(JSON.stringify(told.at(-2))).toContain('"0 x');
});
