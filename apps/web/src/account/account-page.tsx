import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { linkLook } from '../auth-pages/auth-card.tsx';
import { useSessionUser } from '../app/use-services.ts';
import { AppHeader } from '../home/app-header.tsx';
import { readHome } from '../home/last-home.ts';
import { ApiKeys } from './api-keys.tsx';
import { ChangePassword } from './change-password.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { PasskeyList } from './passkey-list.tsx';
import { SecondFactor } from './second-factor.tsx';
import { SessionList } from './session-list.tsx';

/** How to sign in, where one is signed in, and the end of the account. */
export function AccountPage(): ReactElement {
  const user = useSessionUser();
  return (
    <>
      <AppHeader />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex max-w-2xl flex-col gap-6 px-4 py-6 outline-none sm:py-10"
      >
        <div>
          <p className="mb-2 text-sm">
            <Link to="/" search={readHome()} className={linkLook}>
              Back to your tasks
            </Link>
          </p>
          <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight">
            Account
          </h1>
          <p className="mt-1 wrap-anywhere text-muted">
            {user?.name}, {user?.email}
          </p>
        </div>
        <Card title="Password">
          <ChangePassword />
        </Card>
        <Card title="Second step">
          <SecondFactor />
        </Card>
        <Card title="Passkeys">
          <PasskeyList />
        </Card>
        <Card title="Keys for scripts">
          <ApiKeys />
        </Card>
        <Card title="Where you are signed in">
          <SessionList />
        </Card>
        <Card title="Delete the account">
          <DeleteAccount />
        </Card>
      </main>
    </>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section
      aria-label={title}
      className="rounded-2xl border border-line bg-panel p-5 shadow-panel sm:p-6"
    >
      <h2 className="mb-4 text-lg font-semibold tracking-tight">{title}</h2>
      {children}
    </section>
  );
}
