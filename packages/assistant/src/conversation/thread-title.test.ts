import { expect, test } from 'vitest';
import { threadTitle } from './thread-title.ts';

test('a thread that begins with a task is called like the task', () => {
  expect(threadTitle('add buy milk', { kind: 'add', drafts: [{ title: 'Buy milk' }] })).toBe(
    'Buy milk',
  );
});

test('any other thread is called like its first message, in one line', () => {
  expect(threadTitle('show\n my  tasks', { kind: 'help' })).toBe('show my tasks');
});

test.for(['word '.repeat(40), 'x'.repeat(400), '🎉'.repeat(200)])(
  'a long message is cut to 60 characters',
  (message) => {
    const title = threadTitle(message, null);
    expect(title.length).toBeLessThanOrEqual(60);
    expect(title.endsWith('…')).toBe(true);
    expect(title.isWellFormed()).toBe(true);
  },
);
