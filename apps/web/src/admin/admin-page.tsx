import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { AuthClient } from '../app/services.ts';
import { useServices, useSessionUser } from '../app/use-services.ts';
import { explainAuthFailure } from '../auth-pages/auth-messages.ts';
import { AppHeader } from '../home/app-header.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { showToast } from '../ui/toasts.ts';

const usersKey = ['admin', 'users'];

/** How many users are shown; whoever is not among them is found by their address. */
const PAGE_SIZE = 50;

interface UserRow {
  id: string;
  name: string;
  email: string;
  role?: string | null;
  banned?: boolean | null;
}

type Act = 'ban-user' | 'unban-user' | 'revoke-user-sessions' | 'impersonate-user';

const done: Record<Act, string> = {
  'ban-user': 'Banned, and signed out everywhere',
  'unban-user': 'May sign in again',
  'revoke-user-sessions': 'Signed out everywhere',
  'impersonate-user': '',
};

/** The accounts of others, for administrators; the server refuses everybody else. */
export function AdminPage(): ReactElement {
  const { auth } = useServices();
  const queryClient = useQueryClient();
  const [search, setSearch] = useState('');
  const users = useQuery({
    queryKey: [...usersKey, search.trim()],
    queryFn: () => loadUsers(auth, search.trim()),
    placeholderData: (before) => before,
  });
  const act = useMutation({
    mutationFn: async ({ kind, userId }: { kind: Act; userId: string }) => {
      const body = { userId };
      const { error } = await auth.$fetch(`/admin/${kind}`, { method: 'POST', body });
      if (error !== null) throw new Error(explain(error), { cause: error });
    },
    onSuccess: (_, { kind }) => {
      // A new page: nothing of the administrator may stay in this one.
      if (kind === 'impersonate-user') globalThis.location.assign('/');
      else showToast({ title: done[kind] });
    },
    onError: (error) =>
      showToast({ kind: 'problem', title: 'Nothing was done', description: error.message }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: usersKey }),
  });

  return (
    <>
      <AppHeader />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex max-w-3xl flex-col gap-4 px-4 py-6 outline-none sm:py-10"
      >
        <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight">
          Users
        </h1>
        <TextField
          label="Find by email"
          name="search"
          type="search"
          autoComplete="off"
          value={search}
          maxLength={100}
          onChange={(event) => setSearch(event.target.value)}
        />
        {users.isPending ? <p className="min-h-12 text-muted">Loading…</p> : null}
        {users.isError ? <p role="alert">{users.error.message}</p> : null}
        {users.data?.length === 0 ? (
          <p className="text-muted">Nobody has such an address.</p>
        ) : null}
        <ul aria-label="Users" className="divide-y divide-line">
          {(users.data ?? []).map((row) => (
            <UserItem
              key={row.id}
              row={row}
              pending={act.isPending && act.variables.userId === row.id}
              onAct={(kind) => act.mutate({ kind, userId: row.id })}
            />
          ))}
        </ul>
      </main>
    </>
  );
}

interface UserItemProps {
  row: UserRow;
  pending: boolean;
  onAct(kind: Act): void;
}

function UserItem({ row, pending, onAct }: UserItemProps): ReactElement {
  const isSelf = useSessionUser()?.id === row.id;
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-2 py-2">
      <div className="min-w-0 flex-1 max-sm:basis-full">
        <p className="font-medium wrap-anywhere">{`${row.name}${isSelf ? ' (you)' : markOf(row)}`}</p>
        <p className="text-sm wrap-anywhere text-muted">{row.email}</p>
      </div>
      {isSelf ? null : <Acts row={row} pending={pending} onAct={onAct} />}
    </li>
  );
}

function markOf({ banned, role }: UserRow): string {
  if (banned === true) return ' (banned)';
  return role === 'admin' ? ' (administrator)' : '';
}

function Acts({ row, pending, onAct }: UserItemProps): ReactElement {
  const isBanned = row.banned === true;
  return (
    <>
      <Button
        size="small"
        pending={pending}
        aria-label={`${isBanned ? 'Unban' : 'Ban'} ${row.email}`}
        onClick={() => onAct(isBanned ? 'unban-user' : 'ban-user')}
      >
        {isBanned ? 'Unban' : 'Ban'}
      </Button>
      <Button
        size="small"
        pending={pending}
        aria-label={`Sign out ${row.email}`}
        onClick={() => onAct('revoke-user-sessions')}
      >
        Sign out
      </Button>
      {isBanned || row.role === 'admin' ? null : (
        <Button
          size="small"
          pending={pending}
          aria-label={`Act as ${row.email}`}
          onClick={() => onAct('impersonate-user')}
        >
          Act as
        </Button>
      )}
    </>
  );
}

async function loadUsers(auth: AuthClient, search: string): Promise<UserRow[]> {
  const found =
    search === '' ? {} : { searchField: 'email', searchOperator: 'contains', searchValue: search };
  const query = { limit: PAGE_SIZE, sortBy: 'createdAt', sortDirection: 'desc', ...found };
  const { data, error } = await auth.$fetch<{ users: UserRow[] }>('/admin/list-users', { query });
  if (error !== null) throw new Error(explain(error), { cause: error });
  return data.users;
}

function explain(error: { status: number }): string {
  return error.status === 403
    ? 'This is for administrators, and administrators are left alone.'
    : explainAuthFailure(error).text;
}
