import { limits } from '@parley/api/client';
import { useRef, useState } from 'react';
import type { ReactElement } from 'react';

/** The title being edited. */
export interface TitleEditorProps {
  title: string;
  /** The new title, or null when nothing changed. Called once. */
  onDone(title: string | null): void;
}

/** What the text and its copy share, so that both break their lines in the same places. */
const shape = 'col-start-1 row-start-1 min-w-0 border px-1.25 py-0.25 wrap-anywhere';

/**
 * A field in the place of the title, as high as the title was: Enter or leaving it saves, Escape
 * does not.
 */
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
    <div className="-mx-1.5 -my-0.5 grid w-[calc(100%+0.75rem)]">
      <div aria-hidden="true" dir="auto" className={`${shape} invisible whitespace-pre-wrap`}>
        {text}{' '}
      </div>
      <textarea
        aria-label="Title"
        dir="auto"
        rows={1}
        value={text}
        maxLength={limits.titleLength}
        autoComplete="off"
        enterKeyHint="done"
        ref={(field) => {
          if (field === null || document.activeElement === field) return;
          field.focus();
          field.setSelectionRange(field.value.length, field.value.length);
        }}
        onChange={(event) => setText(event.target.value.replaceAll(/\s*\n\s*/g, ' '))}
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
        className={`${shape} resize-none overflow-hidden rounded-md border-accent bg-raised outline-offset-0`}
      />
    </div>
  );
}
