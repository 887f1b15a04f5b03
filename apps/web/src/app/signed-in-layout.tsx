import { createApiLinks } from '@parley/api/client';
import { QueryClientProvider } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { Suspense, lazy, useState } from 'react';
import type { ReactElement } from 'react';
import { ImpersonationBanner } from '../admin/impersonation-banner.tsx';
import { createQueryClient } from './query-client.ts';
import { userTimeZone } from './services.ts';
import { trpc } from './trpc.ts';
import { useGateState, useServices } from './use-services.ts';
import { withoutDirection } from './without-direction.ts';

const SessionEndedDialog = lazy(() =>
  import('../home/session-ended-dialog.tsx').then((module) => ({
    default: module.SessionEndedDialog,
  })),
);

/**
 * What the pages of somebody who is signed in share: the API, its cache, and the prompt. The cache
 * lives and dies with it, so nothing of one person is left for the next.
 */
export function SignedInLayout(): ReactElement {
  const { fetchSignedIn } = useServices();
  const isWaiting = useGateState() === 'waiting';
  const [queryClient] = useState(createQueryClient);
  const [api] = useState(() =>
    trpc.createClient({
      links: [
        withoutDirection,
        ...createApiLinks({ url: '/api/trpc', fetch: fetchSignedIn, timeZone: userTimeZone }),
      ],
    }),
  );
  return (
    <trpc.Provider client={api} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <ImpersonationBanner />
        <Outlet />
        {isWaiting ? (
          <Suspense>
            <SessionEndedDialog />
          </Suspense>
        ) : null}
      </QueryClientProvider>
    </trpc.Provider>
  );
}
