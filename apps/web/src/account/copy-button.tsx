import type { ReactElement } from 'react';
import { Button } from '../ui/button.tsx';
import { showToast } from '../ui/toasts.ts';

interface CopyButtonProps {
  text: string;
  /** What is said once it is copied. */
  done: string;
  /** @default 'normal' */
  size?: 'normal' | 'small';
}

/** Copies a text that is shown beside it. */
export function CopyButton({ text, done, size = 'normal' }: CopyButtonProps): ReactElement {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      showToast({ title: done });
    } catch {
      // The browser may refuse; the text is still there to be read.
      showToast({ kind: 'problem', title: 'It could not be copied' });
    }
  }
  return (
    <Button size={size} onClick={() => void copy()}>
      Copy
    </Button>
  );
}
