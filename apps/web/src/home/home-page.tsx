import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { ErrorBoundary } from '../app/error-boundary.tsx';
import { focusChat } from '../chat/focus-chat.ts';
import { TasksPane } from '../tasks/tasks-pane.tsx';
import { AppHeader } from './app-header.tsx';
import { ChatPlaceholder } from './chat-placeholder.tsx';
import { keepHome } from './last-home.ts';
import type { HomeSearch } from './last-home.ts';
import { ViewTabs } from './view-tabs.tsx';

const ChatPane = lazy(() =>
  import('../chat/chat-pane.tsx').then((module) => ({ default: module.ChatPane })),
);

const ShortcutsDialog = lazy(() =>
  import('./shortcuts-dialog.tsx').then((module) => ({ default: module.ShortcutsDialog })),
);

/** Tasks on one side, chat on the other; on a narrow screen one at a time, both kept alive. */
export function HomePage(): ReactElement {
  const search = useSearch({ from: '/signed-in/' });
  const { view = 'tasks' } = search;
  useEffect(() => keepHome(search), [search]);
  const [helpOpen, setHelpOpen] = useState(false);
  const navigate = useNavigate({ from: '/' });
  const goToChat = (): void => {
    if (focusChat()) return;
    void navigate({ to: '/', search: showChat, replace: true }).then(focusChat);
  };
  const hiddenOnPhone = (pane: 'tasks' | 'chat'): string => (view === pane ? '' : 'max-lg:hidden');
  return (
    <div data-view={view} className="flex h-[calc(100dvh-var(--above))] flex-col">
      <AppHeader onShortcuts={() => setHelpOpen(true)} />
      <main
        id="main"
        tabIndex={-1}
        className="flex min-h-0 flex-1 outline-none lg:grid lg:grid-cols-[minmax(0,1fr)_minmax(23rem,30rem)] xl:grid-cols-[minmax(0,1fr)_32rem]"
      >
        <section
          aria-label="Tasks"
          className={`min-w-0 flex-1 overflow-y-auto overscroll-contain ${hiddenOnPhone('tasks')}`}
        >
          <ErrorBoundary what="The tasks">
            <TasksPane onHelp={() => setHelpOpen(true)} onChat={goToChat} />
          </ErrorBoundary>
        </section>
        <section
          aria-label="Chat"
          className={`relative min-w-0 flex-1 border-line bg-panel lg:border-l ${hiddenOnPhone('chat')}`}
        >
          <h1 className="sr-only lg:hidden">Chat</h1>
          <ErrorBoundary what="The chat">
            <Suspense fallback={<ChatPlaceholder />}>
              <ChatPane />
            </Suspense>
          </ErrorBoundary>
        </section>
      </main>
      <ViewTabs view={view} />
      {helpOpen ? (
        <Suspense>
          <ShortcutsDialog onClose={() => setHelpOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function showChat(former: HomeSearch): HomeSearch {
  return { ...former, view: 'chat' };
}
