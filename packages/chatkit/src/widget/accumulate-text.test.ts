import { expect, test } from 'vitest';
import type { TextNode } from '../protocol/widget/text.ts';
import { accumulateText } from './accumulate-text.ts';

const node: TextNode = { type: 'Text', id: 'text', key: 'text', value: '' };

test('F.2-5 text accumulates in its node, which ends without streaming', async () => {
  const states: TextNode[] = [];
  for await (const state of accumulateText(['Hello, ', 'world!'], node)) states.push(state);
  expect(states).toEqual([
    { ...node, value: '', streaming: true },
    { ...node, value: 'Hello, ', streaming: true },
    { ...node, value: 'Hello, world!', streaming: true },
    { ...node, value: 'Hello, world!', streaming: false },
  ]);
  expect(node).toEqual({ type: 'Text', id: 'text', key: 'text', value: '' });
});

test('text that fails never says that it has ended', async () => {
  const states: unknown[] = [];
  const reading = async (): Promise<void> => {
    for await (const state of accumulateText(failing(), node)) states.push(state);
  };
  await expect(reading()).rejects.toThrow('gone');
  expect(states).toEqual([
    { ...node, value: '', streaming: true },
    { ...node, value: 'Hel', streaming: true },
  ]);
});

async function* failing(): AsyncGenerator<string> {
  yield 'Hel';
  throw new Error('gone');
}
