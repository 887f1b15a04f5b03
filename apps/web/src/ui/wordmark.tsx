import type { ReactElement } from 'react';

/** The mark and the name. */
export function Wordmark(): ReactElement {
  return (
    <span className="inline-flex items-center gap-2 font-semibold tracking-tight">
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-7">
        <rect width="32" height="32" rx="9" className="fill-accent" />
        <path
          d="M9 16.5l4.6 4.6L23.5 11"
          fill="none"
          className="stroke-on-accent"
          strokeWidth="3.2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="text-lg">Parley</span>
    </span>
  );
}
