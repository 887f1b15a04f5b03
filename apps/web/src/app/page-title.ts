import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** What the page is called in the tab and the history. */
    title?: string;
  }
}

/** Names the tab after the page, and moves the focus to its heading when the page changes. */
export function usePageAnnouncements(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        const title = router.state.matches.findLast((match) => match.staticData.title)?.staticData
          .title;
        document.title = title === undefined ? 'Parley' : `${title} · Parley`;
        // The first page keeps the browser's own focus; a changed filter keeps the person's.
        if (!pathChanged || fromLocation === undefined) return;
        document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
        window.scrollTo(0, 0);
      }),
    [router],
  );
}
