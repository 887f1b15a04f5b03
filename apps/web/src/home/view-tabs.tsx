import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { ChatIcon, ListIcon } from '../ui/icons.tsx';

/** The bar at the bottom of a phone: one half of the page at a time. */
export function ViewTabs({ view }: { view: 'tasks' | 'chat' }): ReactElement {
  return (
    <nav
      aria-label="View"
      className="grid shrink-0 grid-cols-2 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ViewTab to={undefined} current={view === 'tasks'} icon={<ListIcon />} text="Tasks" />
      <ViewTab to="chat" current={view === 'chat'} icon={<ChatIcon />} text="Chat" />
    </nav>
  );
}

interface ViewTabProps {
  to: 'chat' | undefined;
  current: boolean;
  icon: ReactNode;
  text: string;
}

function ViewTab({ to, current, icon, text }: ViewTabProps): ReactElement {
  return (
    <Link
      to="/"
      search={(former) => ({ ...former, view: to })}
      replace
      resetScroll={false}
      // One of the two is the page, though both have its path.
      activeOptions={{ exact: true, includeSearch: true }}
      className={`relative flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs font-medium -outline-offset-2 ${
        current ? 'text-accent' : 'text-muted'
      }`}
    >
      {current ? <span className="absolute top-0 h-0.5 w-16 rounded-full bg-accent" /> : null}
      {icon}
      {text}
    </Link>
  );
}
