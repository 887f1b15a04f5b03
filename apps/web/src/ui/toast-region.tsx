import { Toast } from '@base-ui/react/toast';
import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { CloseIcon } from './icons.tsx';
import { connectToasts } from './toasts.ts';

const manager = Toast.createToastManager();

/**
 * The stack of toasts, a live region; mount once. Loaded after the page it belongs to. At the
 * bottom, but where a phone shows the chat: there people write at the bottom.
 */
export function ToastRegion(): ReactElement {
  useEffect(
    () =>
      connectToasts({
        show({ title, description, kind, timeout, undo, onGone }) {
          const id = manager.add({
            title,
            description,
            type: kind,
            priority: kind === 'problem' ? 'high' : 'low',
            timeout,
            ...(undo && { actionProps: { children: 'Undo', onClick: undo } }),
            ...(onGone && { onClose: onGone, onRemove: onGone }),
          });
          return () => manager.close(id);
        },
        clear: () => manager.close(),
      }),
    [],
  );
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport
          aria-label="Notifications"
          className="fixed inset-x-3 bottom-[calc(4.75rem+env(safe-area-inset-bottom))] z-50 mx-auto flex max-w-md flex-col gap-2 max-lg:[:root:has([data-view=chat])_&]:top-[calc(4rem+var(--above))] max-lg:[:root:has([data-view=chat])_&]:bottom-auto lg:bottom-5 lg:left-5 lg:mx-0 lg:w-md"
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
      className="animate-rise rounded-xl border border-transparent bg-[light-dark(#1f1d1a,#f2efe9)] text-[light-dark(#f7f5f0,#1c1a17)] shadow-float transition-opacity data-[ending-style]:opacity-0 data-[limited]:hidden"
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
