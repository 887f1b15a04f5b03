import { expect, it } from 'vitest';
import { clearToasts, connectToasts, offerUndo, showToast, undoStack } from './toasts.ts';
import type { Toast } from './toasts.ts';

function makeRegion() {
  const shown: Toast[] = [];
  const disconnect = connectToasts({
    show(toast) {
      shown.push(toast);
      return () => toast.onGone?.();
    },
    clear: () => shown.splice(0),
  });
  return { shown, [Symbol.dispose]: disconnect };
}

it('shows a message that came before the region', () => {
  showToast({ title: 'Early' });
  using region = makeRegion();
  expect(region.shown.map(({ title }) => title)).toEqual(['Early']);
});

it('undoes by button and by key, once', () => {
  using region = makeRegion();
  let undone = 0;
  offerUndo('Deleted', () => (undone += 1));
  region.shown[0]?.undo?.();
  undoStack.undoLatest();
  expect(undone).toBe(1);
});

it('cannot undo once the message is gone', () => {
  using region = makeRegion();
  let undone = 0;
  offerUndo('Deleted', () => (undone += 1));
  region.shown[0]?.onGone?.();
  expect(undoStack.undoLatest()).toBe(false);
  expect(undone).toBe(0);
});

it('withdraws an offer when what was done failed after all', () => {
  using region = makeRegion();
  let undone = 0;
  let gone = 0;
  const withdraw = offerUndo('Deleted', () => (undone += 1));
  const shown = region.shown[0];
  if (shown) shown.onGone = () => (gone += 1);
  withdraw();
  expect(undoStack.undoLatest()).toBe(false);
  expect([undone, gone]).toEqual([0, 1]);
});

it('leaves nothing for the next person', () => {
  let undone = 0;
  offerUndo('Deleted', () => (undone += 1));
  clearToasts();
  using region = makeRegion();
  expect(region.shown).toEqual([]);
  expect(undoStack.undoLatest()).toBe(false);
  expect(undone).toBe(0);
});
