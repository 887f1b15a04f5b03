import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useServices, useSessionUser } from '../app/use-services.ts';
import { explainAuthFailure } from '../auth-pages/auth-messages.ts';
import { Button } from '../ui/button.tsx';

/** Says on every page that an administrator acts as somebody else, and ends it. */
export function ImpersonationBanner(): ReactElement | null {
  const { auth } = useServices();
  const user = useSessionUser();
  const stop = useMutation({
    mutationFn: async () => {
      const { error } = await auth.$fetch('/admin/stop-impersonating', {
        method: 'POST',
        body: {},
      });
      if (error !== null) throw new Error(explainAuthFailure(error).text, { cause: error });
    },
    // A new page: nothing of the other person may stay in this one.
    onSuccess: () => globalThis.location.assign('/admin'),
  });
  if (user?.isImpersonated !== true) return null;
  return (
    <aside
      aria-label="Acting as somebody else"
      className="acting-banner sticky top-0 z-30 flex h-(--above) items-center justify-center gap-3 bg-danger-soft px-4 text-sm text-danger"
    >
      <p role={stop.isError ? 'alert' : undefined} className="line-clamp-2 min-w-0 wrap-anywhere">
        {stop.error?.message ?? `You act as ${user.name}, ${user.email}. It is written down.`}
      </p>
      <Button size="small" pending={stop.isPending} onClick={() => stop.mutate()}>
        Stop
      </Button>
    </aside>
  );
}
