import { Dialog } from '@base-ui/react/dialog';
import { useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { CloseIcon } from './icons.tsx';

/** A window over the page, for as long as it is mounted. */
export interface ModalProps {
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Absent: the window can only be left by what is inside it. */
  onClose?: (() => void) | undefined;
  /** What takes the focus. @default the first field, or else the first control */
  initialFocus?: (() => HTMLElement | null) | undefined;
}

/** Keeps the focus inside, gives it back afterwards, closes with Escape when it may be closed. */
export function Modal({
  title,
  description,
  children,
  onClose,
  initialFocus,
}: ModalProps): ReactElement {
  const popup = useRef<HTMLDivElement>(null);
  const firstField = () => popup.current?.querySelector<HTMLElement>('input') ?? true;
  return (
    <Dialog.Root
      open
      disablePointerDismissal={onClose === undefined}
      onOpenChange={(next) => {
        if (!next) onClose?.();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/35 backdrop-blur-[2px]" />
        <Dialog.Popup
          ref={popup}
          initialFocus={initialFocus ?? firstField}
          className="fixed top-1/2 left-1/2 z-40 max-h-[calc(100dvh-2rem)] w-[min(28rem,calc(100vw-2rem))] -translate-1/2 overflow-y-auto rounded-2xl border border-line bg-panel p-6 shadow-float outline-none animate-rise"
        >
          <div className="flex items-start gap-3">
            <Dialog.Title className="flex-1 text-lg font-semibold tracking-tight">
              {title}
            </Dialog.Title>
            {onClose === undefined ? null : (
              <Dialog.Close
                aria-label="Close"
                className="-mt-1 -mr-2 inline-flex size-9 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink"
              >
                <CloseIcon />
              </Dialog.Close>
            )}
          </div>
          {description === undefined ? null : (
            <Dialog.Description className="mt-1 text-muted">{description}</Dialog.Description>
          )}
          <div className="mt-5">{children}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
