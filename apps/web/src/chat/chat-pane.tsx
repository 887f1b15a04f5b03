import { ChatKit, useChatKit } from '@openai/chatkit-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { userTimeZone } from '../app/services.ts';
import { useServices } from '../app/use-services.ts';
import { ChatPlaceholder } from '../home/chat-placeholder.tsx';
import { Button } from '../ui/button.tsx';
import { useResolvedScheme } from '../ui/scheme.ts';
import { keepChatDraft, readChatDraft } from './chat-draft.ts';
import { chatFetch } from './chat-fetch.ts';
import { chatOptions } from './chat-options.ts';
import { useChatReady } from './use-chat-ready.ts';
import { useLiveThread } from './use-live-thread.ts';

/** The chat half of the home page. Trying again starts it from nothing. */
export function ChatPane(): ReactElement {
  const [attempt, setAttempt] = useState(0);
  return <ChatAttempt key={attempt} onRetry={() => setAttempt(attempt + 1)} />;
}

function ChatAttempt({ onRetry }: { onRetry: () => void }): ReactElement {
  const { stage, problem, onReady } = useChatReady();
  return (
    <>
      {stage === 'script' ? null : <Chat onReady={onReady} />}
      {stage === 'ready' ? null : <ChatWaiting problem={problem} onRetry={onRetry} />}
    </>
  );
}

function ChatWaiting({
  problem,
  onRetry,
}: {
  problem: string | null;
  onRetry: () => void;
}): ReactElement {
  if (problem === null) return <ChatPlaceholder />;
  return (
    <div
      role="alert"
      className="absolute inset-0 flex flex-col items-center justify-center bg-panel px-6 text-center"
    >
      <h2 className="text-lg font-semibold">The chat did not open</h2>
      <p className="mt-1 mb-5 max-w-sm text-balance wrap-anywhere text-muted">{problem}</p>
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}

function Chat({ onReady }: { onReady: () => void }): ReactElement {
  const { config, fetchSignedIn, session } = useServices();
  const { thread = null } = useSearch({ from: '/signed-in/' });
  const navigate = useNavigate({ from: '/' });
  const scheme = useResolvedScheme();
  // The thread the element shows. The address follows the element, and the element the address.
  const shown = useRef(thread);
  const followed = useRef(thread);
  const fetch = useMemo(() => chatFetch(fetchSignedIn, userTimeZone), [fetchSignedIn]);
  // Only the thread of the first render: later ones go through `setThreadId`.
  const [initialThread] = useState(thread);
  const [isResponding, setResponding] = useState(false);

  const chat = useChatKit({
    ...chatOptions({
      scheme,
      domainKey: config.chatkit.domainKey,
      fetch,
      initialThread,
      modelLabel: config.modelLabel,
    }),
    onReady: () => {
      const text = readChatDraft();
      if (text !== '') void chat.setComposerValue({ text });
      onReady();
    },
    onThreadChange: ({ threadId }) => {
      // What was loading for a thread that was left is given up, and never said to have ended.
      if (threadId === null) live.setBusy('loading', false);
      if (threadId === shown.current) return;
      shown.current = threadId;
      void navigate({
        to: '/',
        search: (former) => ({ ...former, thread: threadId ?? undefined }),
        replace: true,
        resetScroll: false,
      });
    },
    onResponseStart: () => respond(true),
    onResponseEnd: () => respond(false),
    onThreadLoadStart: () => live.setBusy('loading', true),
    onThreadLoadEnd: () => live.setBusy('loading', false),
  });
  const { ref, setThreadId, fetchUpdates } = chat;
  const live = useLiveThread(() => {
    // A refusal means that the chat is busy or the server away; it shows the newest state by itself.
    if (shown.current !== null) fetchUpdates().catch(() => {});
  });

  function respond(next: boolean): void {
    setResponding(next);
    live.setBusy('answer', next);
  }

  useEffect(() => {
    // The chat refuses to leave an answer that is being written; it follows when that has ended.
    if (isResponding || thread === followed.current) return;
    const former = shown.current;
    followed.current = thread;
    if (thread === former) return;
    shown.current = thread;
    setThreadId(thread).catch(() => {
      shown.current = former;
      followed.current = former;
    });
  }, [thread, isResponding, setThreadId]);

  useLayoutEffect(() => {
    const element = ref.current;
    const userId = (): string | undefined => session.current()?.id;
    const owner = userId();
    return () => {
      // After a sign-out nothing of the former person stays.
      if (owner !== undefined && userId() === owner) keepChatDraft(element);
    };
  }, [ref, session]);

  return <ChatKit control={chat.control} className="block h-full w-full" />;
}
