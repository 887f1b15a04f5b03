import { createUndoStack } from './undo-stack.ts';

/** A sentence about what happened, and what to do about it when there is something. */
export interface ToastMessage {
  title: string;
  description?: string | undefined;
  /** `problem` is read out at once; `news` waits for a pause. @default 'news' */
  kind?: 'news' | 'problem';
}

/** A message with everything decided. */
export interface Toast extends Required<Pick<ToastMessage, 'title' | 'kind'>> {
  description: string | undefined;
  /** How long it stays, in milliseconds. */
  timeout: number;
  undo?: () => void;
  /** Called when it is taken away or its time is over. */
  onGone?: () => void;
}

/** Where messages are shown. */
export interface ToastSink {
  /** Returns the way to take the message away. */
  show(toast: Toast): () => void;
  clear(): void;
}

/** What can be undone now: an entry lives as long as its toast. */
export const undoStack = createUndoStack();

let sink: ToastSink | null = null;
let waiting: (() => void)[] = [];

/** Connects the region that shows messages; those from before it are shown then. */
export function connectToasts(next: ToastSink): () => void {
  sink = next;
  const held = waiting;
  waiting = [];
  for (const show of held) show();
  return () => {
    sink = null;
  };
}

/** Shows a message in the live region at the bottom of the page. Callable from anywhere. */
export function showToast({ title, description, kind = 'news' }: ToastMessage): void {
  show({ title, description, kind, timeout: kind === 'problem' ? 9000 : 5000 });
}

/**
 * Shows a message with an Undo button; U and Ctrl+Z do the same while it is visible.
 * @returns withdraws the offer, as when what was done failed after all
 */
export function offerUndo(title: string, undo: () => void): () => void {
  const entry = undoStack.push(() => {
    close();
    undo();
  });
  const close = show({
    title,
    description: undefined,
    kind: 'news',
    timeout: 10_000,
    undo: entry.run,
    onGone: entry.drop,
  });
  return () => {
    entry.drop();
    close();
  };
}

/** Takes every message away, as when another person signs in. */
export function clearToasts(): void {
  waiting = [];
  undoStack.clear();
  sink?.clear();
}

function show(toast: Toast): () => void {
  if (sink !== null) return sink.show(toast);
  let close: (() => void) | null = null;
  waiting.push(() => {
    close = sink?.show(toast) ?? null;
  });
  return () => close?.();
}
