import { expect, it } from 'vitest';
import { pageCommand, rowCommand } from './list-keys.ts';
import type { KeyPress } from './list-keys.ts';

function press(key: string, held: 'ctrlKey' | 'metaKey' | 'altKey' | null = null): KeyPress {
  const none = { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  return held === null ? none : { ...none, [held]: true };
}

it.each([
  ['ArrowDown', 'next'],
  ['j', 'next'],
  ['ArrowUp', 'previous'],
  ['k', 'previous'],
  ['Home', 'first'],
  ['End', 'last'],
  ['Enter', 'edit'],
  ['e', 'edit'],
  [' ', 'toggle-done'],
  ['x', 'toggle-done'],
  ['d', 'toggle-open'],
  ['Delete', 'delete'],
  ['Backspace', 'delete'],
  ['q', null],
])('on a row, %j is %s', (key, command) => {
  expect(rowCommand(press(key), true)).toBe(command);
});

it('leaves Enter and Space to the button that has the focus', () => {
  expect(rowCommand(press('Enter'), false)).toBeNull();
  expect(rowCommand(press(' '), false)).toBeNull();
  expect(rowCommand(press('x'), false)).toBe('toggle-done');
});

it("leaves the browser's own combinations alone", () => {
  expect(rowCommand(press('d', 'ctrlKey'), true)).toBeNull();
  expect(rowCommand(press('ArrowUp', 'altKey'), true)).toBeNull();
  expect(pageCommand(press('n', 'metaKey'), true)).toBeNull();
});

it.each([
  ['n', 'add'],
  ['/', 'search'],
  ['c', 'chat'],
  ['?', 'help'],
  ['u', 'undo'],
  ['j', 'enter-list'],
  ['z', null],
])('on the page, %j is %s', (key, command) => {
  expect(pageCommand(press(key), true)).toBe(command);
});

it('undoes with Ctrl+Z and with Cmd+Z', () => {
  expect(pageCommand(press('z', 'ctrlKey'), true)).toBe('undo');
  expect(pageCommand(press('z', 'metaKey'), true)).toBe('undo');
});

it('takes letters the same under Caps Lock', () => {
  expect(pageCommand(press('Z', 'ctrlKey'), true)).toBe('undo');
  expect(pageCommand(press('N'), true)).toBe('add');
  expect(rowCommand(press('X'), true)).toBe('toggle-done');
});

it("leaves Ctrl+Shift+Z, the browser's redo, alone", () => {
  expect(pageCommand({ ...press('Z', 'ctrlKey'), shiftKey: true }, true)).toBeNull();
  expect(pageCommand({ ...press('z', 'ctrlKey'), shiftKey: true }, true)).toBeNull();
});

it('leaves single keys alone where they are turned off, and Ctrl+Z not', () => {
  for (const key of ['n', '/', 'c', '?', 'u', 'j']) {
    expect(pageCommand(press(key), false)).toBeNull();
  }
  expect(pageCommand(press('z', 'ctrlKey'), false)).toBe('undo');
});
