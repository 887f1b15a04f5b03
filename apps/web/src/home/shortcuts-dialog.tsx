import type { ReactElement } from 'react';
import { Modal } from '../ui/dialog.tsx';

const shortcuts: { keys: string[]; text: string }[] = [
  { keys: ['N'], text: 'Add a task' },
  { keys: ['/'], text: 'Search' },
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
  return (
    <Modal title="Keyboard shortcuts" onClose={onClose}>
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
    </Modal>
  );
}
