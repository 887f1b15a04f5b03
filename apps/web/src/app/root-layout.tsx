import { Outlet } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import type { ReactElement } from 'react';
import { usePageAnnouncements } from './page-title.ts';
import { useDepartures } from './use-session-end.ts';

const ToastRegion = lazy(() =>
  import('../ui/toast-region.tsx').then((module) => ({ default: module.ToastRegion })),
);

/** What is around every page: the way past the header, and the messages. */
export function RootLayout(): ReactElement {
  usePageAnnouncements();
  useDepartures();
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-lg bg-accent px-4 py-2 font-semibold text-on-accent focus:translate-y-0"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        Skip to content
      </a>
      <Outlet />
      <Suspense>
        <ToastRegion />
      </Suspense>
    </>
  );
}
