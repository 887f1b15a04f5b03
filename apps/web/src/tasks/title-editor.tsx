import { limits } from '@parley/api/client';
import { useRef, useState } from 'react';
import type { ReactElement } from 'react';

/** The title being edited. */
export interface TitleEditorProps {
  title: string;
  /** The new title, or null when nothing changed. Called once. */
  onDone(title: string | null): void;
}

/** An input in the place of the title: Enter or leaving it saves, Escape does not. */
export function TitleEditor({ title, onDone }: TitleEditorProps): ReactElement {
  const [text, setText] = useState(title);
  // Escape takes the input away, and a browser may still report that it lost the focus.
  const finished = useRef(false);

  function finish(next: string | null): void {
    if (finished.current) return;
    finished.current = true;
    const trimmed = next?.trim() ?? '';
    onDone(trimmed === '' || trimmed === title ? null : trimmed);
  }

  return (
    <input
      aria-label="Title"
      value={text}
      maxLength={limits.titleLength}
      autoComplete="off"
      enterKeyHint="done"
      ref={(input) => {
        if (input !== null && document.activeElement !== input) input.focus();
      }}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => finish(text)}
      onKeyDown={(event) => {
        // An Enter that confirms a composed character does not end the editing.
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') finish(text);
        else if (event.key === 'Escape') finish(null);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
      className="-mx-1.5 -my-0.5 block w-[calc(100%+0.75rem)] rounded-md border border-accent bg-raised px-1.25 py-0.25 outline-offset-0"
    />
  );
}
