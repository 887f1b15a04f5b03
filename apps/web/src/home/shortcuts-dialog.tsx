import type { ReactElement } from 'react';
import { Modal } from '../ui/dialog.tsx';
import { singleKeys, useSingleKeys } from '../ui/single-keys.ts';

const shortcuts: { keys: string[]; text: string }[] = [
  { keys: ['N'], text: 'Add a task' },
  { keys: ['/'], text: 'Search' },
  { keys: ['C'], text: 'Write to the assistant' },
  { keys: ['↓', 'J'], text: 'Next task' },
  { keys: ['↑', 'K'], text: 'Previous task' },
  { keys: ['Enter', 'E'], text: 'Edit the title' },
  { keys: ['D'], text: 'Show or hide the details' },
  { keys: ['Space', 'X'], text: 'Complete or reopen' },
  { keys: ['Delete', '⌫'], text: 'Delete' },
  { keys: ['U', 'Ctrl Z'], text: 'Undo, while the message is shown' },
  { keys: ['F6'], text: 'Go to the messages' },
  { keys: ['?'], text: 'Show this list' },
];

/** The list of keys that the page understands. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }): ReactElement {
  const areOn = useSingleKeys();
  return (
    <Modal title="Keyboard shortcuts" onClose={onClose} initialFocus={closeButton}>
      <dl className="flex flex-col gap-2">
        {shortcuts.map(({ keys, text }) => (
          <div key={text} className="flex items-center justify-between gap-4">
            <dt>{text}</dt>
            <dd className="flex shrink-0 gap-1.5">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="min-w-7 rounded-md border border-line bg-sunken px-1.5 py-0.5 text-center font-sans text-sm text-muted"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className="mt-5 flex items-start gap-3 border-t border-line pt-4">
        <input
          type="checkbox"
          checked={areOn}
          onChange={(event) => singleKeys.turn(event.target.checked)}
          className="mt-1 size-4 shrink-0 accent-accent"
        />
        <span>
          Single keys work anywhere on the page
          <span className="block text-sm text-muted">
            Without this they work in the list of tasks only.
          </span>
        </span>
      </label>
    </Modal>
  );
}

/** Not the box at the end of the list, which is to be read from its start. */
function closeButton(): HTMLElement | null {
  return document.querySelector('[role=dialog] button');
}
