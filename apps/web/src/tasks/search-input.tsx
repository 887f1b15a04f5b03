import { limits } from '@parley/api/client';
import { useEffect, useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import { SearchIcon } from '../ui/icons.tsx';

/** The search text in the address, and how to change it. */
export interface SearchInputProps {
  inputRef: RefObject<HTMLInputElement | null>;
  value: string;
  onChange(value: string): void;
}

/** Searches a moment after the last key, so that typing is not a request per letter. */
export function SearchInput({ inputRef, value, onChange }: SearchInputProps): ReactElement {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const [seen, setSeen] = useState(value);

  // The address was changed by something else, such as a link or "Clear filters": show that.
  if (value !== seen) {
    setSeen(value);
    if (value !== sent) {
      setSent(value);
      setTyped(value);
    }
  }

  useEffect(() => {
    const text = typed.trim();
    if (text === sent) return undefined;
    const timer = setTimeout(() => {
      setSent(text);
      onChange(text);
    }, 250);
    return () => clearTimeout(timer);
  }, [typed, sent, onChange]);

  return (
    <label className="relative min-w-44 flex-1">
      <span className="sr-only">Search tasks</span>
      <SearchIcon className="pointer-events-none absolute top-1/2 left-3 size-4.5 -translate-y-1/2 text-muted" />
      <input
        ref={inputRef}
        type="search"
        dir="auto"
        placeholder="Search"
        aria-keyshortcuts="/"
        autoComplete="off"
        enterKeyHint="search"
        maxLength={limits.searchLength}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (typed === '') event.currentTarget.blur();
          else setTyped('');
          event.preventDefault();
        }}
        className="field field-small pl-9"
      />
    </label>
  );
}
