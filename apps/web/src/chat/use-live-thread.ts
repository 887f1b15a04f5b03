import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useGateState } from '../app/use-services.ts';
import { trpc } from '../app/trpc.ts';

/** What the chat may be busy with. */
type Work = 'answer' | 'loading';

/** Keeps the open thread in step with what other tabs and devices do to it. */
export interface LiveThread {
  /**
   * Says when an answer begins and ends to stream in, and a thread to load: the chat refuses to be
   * refreshed meanwhile, so what changes then is read at the end.
   */
  setBusy(work: Work, busy: boolean): void;
}

/** @param refresh loads what is new of the open thread. */
export function useLiveThread(refresh: () => void): LiveThread {
  const works = useRef(new Set<Work>());
  const missed = useRef(false);
  const enabled = useGateState() === 'open';
  const [revision, setRevision] = useState<number | null>(null);

  trpc.threads.changed.useSubscription(undefined, {
    enabled,
    onData: ({ data }) => setRevision(data.revision),
  });

  // The first revision too: the thread may have been read before anything listened for changes.
  const onChange = useEffectEvent(() => {
    if (works.current.size > 0) missed.current = true;
    else refresh();
  });
  useEffect(() => {
    if (revision !== null) onChange();
  }, [revision]);

  return {
    setBusy(work, busy) {
      if (busy) works.current.add(work);
      else works.current.delete(work);
      if (works.current.size > 0 || !missed.current) return;
      missed.current = false;
      refresh();
    },
  };
}
