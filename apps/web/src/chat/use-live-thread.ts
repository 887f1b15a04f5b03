import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useGateState } from '../app/use-services.ts';
import { trpc } from '../app/trpc.ts';

/** Keeps the open thread in step with what other tabs and devices do to it. */
export interface LiveThread {
  /** While an answer streams in, this page is the one that changes the thread. */
  setResponding(responding: boolean): void;
}

/** @param refresh loads what is new of the open thread. */
export function useLiveThread(refresh: () => void): LiveThread {
  const responding = useRef(false);
  const missed = useRef(false);
  const enabled = useGateState() === 'open';
  const [revision, setRevision] = useState<number | null>(null);
  const first = useRef(true);

  trpc.threads.changed.useSubscription(undefined, {
    enabled,
    onData: ({ data }) => setRevision(data.revision),
  });

  const onChange = useEffectEvent(() => {
    // The first revision only says where things stand; the element has just loaded them.
    if (first.current) first.current = false;
    else if (responding.current) missed.current = true;
    else refresh();
  });
  useEffect(() => {
    if (revision !== null) onChange();
  }, [revision]);

  return {
    setResponding(next) {
      responding.current = next;
      if (next || !missed.current) return;
      missed.current = false;
      refresh();
    },
  };
}
