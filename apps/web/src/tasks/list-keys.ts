/** What a key does to the current row of the list. */
export type RowCommand =
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'edit'
  | 'toggle-done'
  | 'toggle-open'
  | 'delete';

/** The part of a keyboard event that decides. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The key as without Caps Lock, which makes letters capital where nobody holds Shift. */
function keyOf({ key, shiftKey }: KeyPress): string {
  return key.length === 1 && !shiftKey ? key.toLowerCase() : key;
}

/**
 * The command for a key. Enter and Space belong to the button that has the focus, if one has it,
 * so they count only when the row itself has the focus.
 */
export function rowCommand(press: KeyPress, onRowItself: boolean): RowCommand | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  switch (keyOf(press)) {
    case 'ArrowDown':
    case 'j':
      return 'next';
    case 'ArrowUp':
    case 'k':
      return 'previous';
    case 'Home':
      return 'first';
    case 'End':
      return 'last';
    case 'Enter':
      return onRowItself ? 'edit' : null;
    case 'e':
      return 'edit';
    case ' ':
      return onRowItself ? 'toggle-done' : null;
    case 'x':
      return 'toggle-done';
    case 'd':
      return 'toggle-open';
    case 'Delete':
    case 'Backspace':
      return 'delete';
    default:
      return null;
  }
}

/** What a key does anywhere on the page while nothing is being typed. */
export type PageCommand = 'add' | 'search' | 'chat' | 'help' | 'undo' | 'enter-list';

/**
 * The command for a key pressed outside of a text.
 * @param singleKeys whether keys that are pressed alone do something
 */
export function pageCommand(press: KeyPress, singleKeys: boolean): PageCommand | null {
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) {
    // With Shift it is the browser's redo, whatever Caps Lock makes of the letter.
    return keyOf(press) === 'z' && !press.shiftKey ? 'undo' : null;
  }
  if (!singleKeys) return null;
  switch (keyOf(press)) {
    case 'n':
      return 'add';
    case '/':
      return 'search';
    case 'c':
      return 'chat';
    case '?':
      return 'help';
    case 'u':
      return 'undo';
    case 'j':
    case 'k':
      return 'enter-list';
    default:
      return null;
  }
}

/** Whether keys pressed here are text or belong to a control of their own. */
export function ownsItsKeys(target: EventTarget | null | undefined): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input:not([type=checkbox]), textarea, select, [contenteditable], openai-chatkit, [role=dialog], [role=alertdialog], [role=menu]',
    ) !== null
  );
}
