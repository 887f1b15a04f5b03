import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { Task } from '../app/trpc.ts';

const MOTION = { duration: 180, easing: 'ease-out' } as const;

/**
 * Lets tasks that arrive above the others push them down gently: what is being read or about to be
 * clicked does not jump. Somebody who asked for less motion gets none.
 */
export function useArrivals(listRef: RefObject<HTMLUListElement | null>, tasks: Task[]): void {
  const former = useRef<ReadonlySet<string> | null>(null);
  useLayoutEffect(() => {
    const known = former.current;
    former.current = new Set(tasks.map(({ id }) => id));
    const rows = [...(listRef.current?.children ?? [])].filter((row) => row instanceof HTMLElement);
    const first = tasks.findIndex(({ id }) => known?.has(id) === true);
    const [top] = rows;
    const pushed = rows[first];
    if (first < 1 || top === undefined || pushed === undefined || prefersStillness()) return;
    const way = pushed.offsetTop - top.offsetTop;
    for (const [index, row] of rows.entries()) {
      if (index < first) row.animate({ opacity: [0, 1] }, MOTION);
      else row.animate({ transform: [`translateY(${-way}px)`, 'none'] }, MOTION);
    }
  }, [listRef, tasks]);
}

function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
