import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Wordmark } from '../ui/wordmark.tsx';
import { AccountMenu } from './account-menu.tsx';
import { readHome } from './last-home.ts';

/** The line above the pages of somebody who is signed in. */
export function AppHeader({ onShortcuts }: { onShortcuts?: () => void }): ReactElement {
  return (
    <header className="flex h-14 shrink-0 items-center justify-between border-b border-line bg-panel px-3 sm:px-5">
      <Link
        to="/"
        // All tasks, without a filter; the conversation stays open.
        search={() => ({ thread: readHome().thread })}
        className="inline-flex rounded-lg"
        aria-label="Parley, your tasks"
      >
        <Wordmark />
      </Link>
      <AccountMenu {...(onShortcuts === undefined ? {} : { onShortcuts })} />
    </header>
  );
}
