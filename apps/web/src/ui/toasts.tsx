import { Toast } from '@base-ui/react/toast';
import type { ReactElement } from 'react';
import { CloseIcon } from './icons.tsx';
import { createUndoStack } from './undo-stack.ts';

const manager = Toast.createToastManager();

/** What can be undone now: an entry lives as long as its toast. */
export const undoStack = createUndoStack();

/** A sentence about what happened, and what to do about it when there is something. */
export interface ToastMessage {
  title: string;
  description?: string;
  /** `problem` is read out at once; `news` waits for a pause. @default 'news' */
  kind?: 'news' | 'problem';
}

/** Shows a message in the live region at the bottom of the page. Callable from anywhere. */
export function showToast({ title, description, kind = 'news' }: ToastMessage): void {
  manager.add({
    title,
    description,
    type: kind,
    priority: kind === 'problem' ? 'high' : 'low',
    timeout: kind === 'problem' ? 9000 : 5000,
  });
}

/** Shows a message with an Undo button; U and Ctrl+Z do the same while it is visible. */
export function offerUndo(title: string, undo: () => void): void {
  const entry = undoStack.push(() => {
    manager.close(id);
    undo();
  });
  const id = manager.add({
    title,
    type: 'news',
    timeout: 10_000,
    actionProps: { children: 'Undo', onClick: entry.run },
    onClose: entry.drop,
    onRemove: entry.drop,
  });
}

/** Takes every toast away, as when another person signs in. */
export function clearToasts(): void {
  manager.close();
}

/** The stack of toasts; mount once, around the pages. */
export function ToastRegion(): ReactElement {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport
          aria-label="Notifications"
          className="fixed inset-x-3 bottom-[calc(4.75rem+env(safe-area-inset-bottom))] z-50 mx-auto flex max-w-md flex-col gap-2 lg:bottom-5"
        >
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList(): ReactElement[] {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection={['down', 'left', 'right']}
      className="animate-rise rounded-xl bg-[light-dark(#1f1d1a,#f2efe9)] text-[light-dark(#f7f5f0,#1c1a17)] shadow-float transition-opacity data-[ending-style]:opacity-0 data-[limited]:hidden"
    >
      <Toast.Content className="flex items-center gap-2 py-2 pr-2 pl-4">
        <div className="min-w-0 flex-1 py-1">
          <Toast.Title className="text-sm font-medium break-words" />
          <Toast.Description className="text-sm break-words opacity-85" />
        </div>
        {toast.actionProps ? (
          <Toast.Action className="min-h-9 shrink-0 rounded-lg px-3 text-sm font-semibold text-[light-dark(#7fe3d2,#0b6b5f)] hover:bg-[light-dark(#35322d,#dedad1)] focus-visible:outline-current" />
        ) : null}
        <Toast.Close
          aria-label="Dismiss"
          className="inline-flex size-9 shrink-0 items-center justify-center rounded-lg opacity-80 hover:opacity-100 focus-visible:outline-current"
        >
          <CloseIcon className="size-4" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
