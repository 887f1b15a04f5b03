import { expect, it } from 'vitest';
import { createUndoStack } from './undo-stack.ts';

it('undoes the newest first, each once', () => {
  const stack = createUndoStack();
  const done: string[] = [];
  stack.push(() => done.push('first'));
  const second = stack.push(() => done.push('second'));
  expect(stack.undoLatest()).toBe(true);
  second.run();
  expect(stack.undoLatest()).toBe(true);
  expect(stack.undoLatest()).toBe(false);
  expect(done).toEqual(['second', 'first']);
});

it('does not run an undo whose toast is gone', () => {
  const stack = createUndoStack();
  let ran = false;
  const entry = stack.push(() => (ran = true));
  entry.drop();
  entry.run();
  expect(stack.undoLatest()).toBe(false);
  expect(ran).toBe(false);
});

it('forgets everything when another person signs in', () => {
  const stack = createUndoStack();
  let ran = false;
  stack.push(() => (ran = true));
  stack.clear();
  expect(stack.undoLatest()).toBe(false);
  expect(ran).toBe(false);
});
