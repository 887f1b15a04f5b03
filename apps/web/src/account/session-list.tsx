import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { readerEnglish } from '../app/reader-english.ts';
import type { AuthClient } from '../app/services.ts';
import { useServices } from '../app/use-services.ts';
import { explainAuthFailure } from '../auth-pages/auth-messages.ts';
import { Button } from '../ui/button.tsx';
import { showToast } from '../ui/toasts.ts';
import { describeDevice } from './describe-device.ts';
import { LoadProblem } from './load-problem.tsx';

/** The cached list of sessions. */
export const sessionsKey = ['account', 'sessions'];

/** The question for that list. */
export function sessionsQuery(auth: AuthClient) {
  return queryOptions({ queryKey: sessionsKey, queryFn: () => loadSessions(auth) });
}

/** A device on which the person is signed in. */
interface SessionRow {
  id: string;
  device: string;
  since: Date;
  isThisOne: boolean;
}

/** The devices with a session, and a way to end each of them. */
export function SessionList(): ReactElement {
  const { auth } = useServices();
  const queryClient = useQueryClient();
  const sessions = useQuery(sessionsQuery(auth));
  const revoke = useMutation({
    mutationFn: async (id: string) => {
      // The server takes a session's id here; its secret never leaves the cookie.
      const { error } = await auth.revokeSession({ token: id });
      if (error !== null) throw new Error(explainAuthFailure(error).text, { cause: error });
    },
    onSuccess: () => showToast({ title: 'That device is signed out' }),
    onError: (error) =>
      showToast({
        kind: 'problem',
        title: 'The device was not signed out',
        description: error.message,
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsKey }),
  });

  if (sessions.isPending) return <p className="min-h-12 text-muted">Loading…</p>;
  if (sessions.isError) return <LoadProblem what="list" onRetry={sessions.refetch} />;
  return (
    <ul className="-my-2 divide-y divide-line">
      {sessions.data.map((row) => (
        <li key={row.id} className="flex min-h-14 items-center justify-between gap-4 py-2">
          <div className="min-w-0">
            <p className="font-medium">{row.device}</p>
            <p className="text-sm text-muted">
              {row.isThisOne ? 'This device, since ' : 'Since '}
              <time dateTime={row.since.toISOString()}>{formatDay(row.since)}</time>
            </p>
          </div>
          {row.isThisOne ? null : (
            <Button
              size="small"
              pending={revoke.isPending && revoke.variables === row.id}
              aria-label={`Sign out ${row.device}, since ${formatDay(row.since)}`}
              onClick={() => revoke.mutate(row.id)}
            >
              Sign out
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

async function loadSessions(auth: AuthClient): Promise<SessionRow[]> {
  const [all, own] = await Promise.all([auth.listSessions(), auth.getSession()]);
  if (all.error !== null || own.error !== null) {
    throw new Error('The sessions could not be read.', { cause: all.error ?? own.error });
  }
  const ownId = own.data?.session.id;
  return all.data
    .map(({ id, userAgent, createdAt }) => ({
      id,
      device: describeDevice(userAgent),
      since: new Date(createdAt),
      isThisOne: id === ownId,
    }))
    .toSorted(
      (a, b) => Number(b.isThisOne) - Number(a.isThisOne) || b.since.getTime() - a.since.getTime(),
    );
}

function formatDay(date: Date): string {
  return date.toLocaleString(readerEnglish, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
}
