import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { formatDay } from '../app/format-day.ts';
import type { AuthClient } from '../app/services.ts';
import { useServices } from '../app/use-services.ts';
import { explainAuthFailure } from '../auth-pages/auth-messages.ts';
import { Button } from '../ui/button.tsx';
import { showToast } from '../ui/toasts.ts';
import { LoadProblem } from './load-problem.tsx';
import { MakeKey } from './make-key.tsx';

const keysKey = ['account', 'api-keys'];

/** The question for the list of keys. */
export function keysQuery(auth: AuthClient) {
  return queryOptions({ queryKey: keysKey, queryFn: () => loadKeys(auth) });
}

/** A key as it is listed: its beginning only. */
interface KeyRow {
  id: string;
  name: string;
  start: string;
  expiresAt: string;
}

/** The keys of the person's scripts: make one, see it once, revoke it. */
export function ApiKeys(): ReactElement {
  const { auth } = useServices();
  const queryClient = useQueryClient();
  const keys = useQuery(keysQuery(auth));
  const revoke = useMutation({
    mutationFn: async (keyId: string) => {
      const { error } = await auth.$fetch('/api-key/delete', { method: 'POST', body: { keyId } });
      if (error !== null) throw new Error(explainAuthFailure(error).text, { cause: error });
    },
    onSuccess: () => showToast({ title: 'That key opens nothing any more' }),
    onError: (error) =>
      showToast({
        kind: 'problem',
        title: 'The key was not revoked',
        description: error.message,
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keysKey }),
  });

  if (keys.isPending) return <p className="min-h-12 text-muted">Loading…</p>;
  if (keys.isError) return <LoadProblem what="list" onRetry={keys.refetch} />;
  return (
    <>
      <p className="mb-4 text-muted">
        A script signs in with a key instead of your password. A key ends after 90 days.
      </p>
      {keys.data.length === 0 ? null : (
        <ul aria-label="Keys" className="mb-4 divide-y divide-line">
          {keys.data.map((row) => (
            <li key={row.id} className="flex min-h-14 items-center justify-between gap-4 py-2">
              <div className="min-w-0">
                <p className="font-medium wrap-anywhere">{row.name}</p>
                <p className="text-sm text-muted">
                  <code>{row.start}…</code>, until{' '}
                  <time dateTime={row.expiresAt}>{formatDay(row.expiresAt)}</time>
                </p>
              </div>
              <Button
                size="small"
                pending={revoke.isPending && revoke.variables === row.id}
                aria-label={`Revoke ${row.name}`}
                onClick={() => revoke.mutate(row.id)}
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      <MakeKey onMade={() => void queryClient.invalidateQueries({ queryKey: keysKey })} />
    </>
  );
}

async function loadKeys(auth: AuthClient): Promise<KeyRow[]> {
  const { data, error } = await auth.$fetch<{ apiKeys: KeyRow[] }>('/api-key/list');
  if (error !== null) throw new Error('The keys could not be read.', { cause: error });
  return data.apiKeys;
}
