import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { formatDay } from '../app/format-day.ts';
import type { AuthClient } from '../app/services.ts';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';

import { LoadProblem } from './load-problem.tsx';
import { AddPasskey, RemovePasskey, RenamePasskey } from './passkey-windows.tsx';

const passkeysKey = ['account', 'passkeys'];

/** The question for the list of passkeys. */
export function passkeysQuery(auth: AuthClient) {
  return queryOptions({ queryKey: passkeysKey, queryFn: () => loadPasskeys(auth) });
}

interface PasskeyRow {
  id: string;
  name: string;
  since: Date;
}

type Window = { kind: 'add' } | { kind: 'rename' | 'remove'; row: PasskeyRow };

/** The passkeys of the account: add, rename, remove. */
export function PasskeyList(): ReactElement {
  const { auth } = useServices();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<Window | null>(null);
  const passkeys = useQuery(passkeysQuery(auth));
  const canAdd = 'PublicKeyCredential' in globalThis;

  function onDone(): void {
    setOpen(null);
    void queryClient.invalidateQueries({ queryKey: passkeysKey });
  }

  if (passkeys.isPending) return <p className="min-h-12 text-muted">Loading…</p>;
  if (passkeys.isError) return <LoadProblem what="list" onRetry={passkeys.refetch} />;
  return (
    <>
      <p className="mb-4 text-muted">
        With a passkey you sign in by your fingerprint, your face or the lock of your device,
        without a password and without a code.
      </p>
      {passkeys.data.length === 0 ? null : (
        <ul aria-label="Passkeys" className="mb-4 divide-y divide-line">
          {passkeys.data.map((row) => (
            <li key={row.id} className="flex min-h-14 flex-wrap items-center gap-x-2 gap-y-1 py-2">
              <div className="min-w-0 flex-1">
                <p className="font-medium wrap-anywhere">{row.name}</p>
                <p className="text-sm text-muted">
                  Since <time dateTime={row.since.toISOString()}>{formatDay(row.since)}</time>
                </p>
              </div>
              <Button
                size="small"
                aria-label={`Rename ${row.name}`}
                onClick={() => setOpen({ kind: 'rename', row })}
              >
                Rename
              </Button>
              <Button
                size="small"
                aria-label={`Remove ${row.name}`}
                onClick={() => setOpen({ kind: 'remove', row })}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      {canAdd ? (
        <Button onClick={() => setOpen({ kind: 'add' })}>Add a passkey…</Button>
      ) : (
        <p className="text-muted">This browser cannot make passkeys.</p>
      )}
      {open?.kind === 'add' ? <AddPasskey onDone={onDone} onClose={() => setOpen(null)} /> : null}
      {open?.kind === 'rename' ? (
        <RenamePasskey passkey={open.row} onDone={onDone} onClose={() => setOpen(null)} />
      ) : null}
      {open?.kind === 'remove' ? (
        <RemovePasskey passkey={open.row} onDone={onDone} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}

async function loadPasskeys(auth: AuthClient): Promise<PasskeyRow[]> {
  const { data, error } = await auth.passkey.listUserPasskeys();
  if (error !== null) throw new Error('The passkeys could not be read.', { cause: error });
  return data.map(({ id, name, createdAt }) => ({
    id,
    name: name === undefined || name === '' ? 'Passkey' : name,
    since: new Date(createdAt),
  }));
}
