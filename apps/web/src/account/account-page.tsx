import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { linkLook } from '../auth-pages/auth-card.tsx';
import { useServices, useSessionUser } from '../app/use-services.ts';
import { AppHeader } from '../home/app-header.tsx';
import { readHome } from '../home/last-home.ts';
import { ApiKeys, keysQuery } from './api-keys.tsx';
import { ChangePassword } from './change-password.tsx';
import { ChoosePassword } from './choose-password.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { PasskeyList, passkeysQuery } from './passkey-list.tsx';
import { SecondFactor, secondFactorQuery } from './second-factor.tsx';
import { SessionList, sessionsQuery } from './session-list.tsx';
import { useWaysIn } from './use-ways-in.ts';
import type { WaysIn } from './use-ways-in.ts';

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
        {user?.isImpersonated === true ? <OwnersOnly name={user.name} /> : <Cards />}
      </main>
    </>
  );
}

function OwnersOnly({ name }: { name: string }): ReactElement {
  return <p className="text-muted">Only {name} can change this account.</p>;
}

function Cards(): ReactElement {
  const { auth } = useServices();
  const waysIn = useWaysIn();
  const isPending = useQueries({
    queries: [secondFactorQuery(auth), passkeysQuery(auth), keysQuery(auth), sessionsQuery(auth)],
    combine: (results) => results.some((result) => result.isPending),
  });
  // All at once, or each answer would push down what is below it.
  if (isPending || waysIn === undefined) return <p className="text-muted">Loading…</p>;
  return (
    <>
      <Card title="Password">
        <Password waysIn={waysIn} />
      </Card>
      <Card title="Second step">
        <NeedsPassword waysIn={waysIn}>
          <SecondFactor />
        </NeedsPassword>
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
        <NeedsPassword waysIn={waysIn}>
          <DeleteAccount />
        </NeedsPassword>
      </Card>
    </>
  );
}

function Password({ waysIn }: { waysIn: WaysIn }): ReactElement {
  return waysIn.hasPassword ? <ChangePassword /> : <ChoosePassword elsewhere={waysIn.elsewhere} />;
}

/** What the password is asked for can be done only by who has one. */
function NeedsPassword({ waysIn, children }: { waysIn: WaysIn; children: ReactNode }): ReactNode {
  if (waysIn.hasPassword) return children;
  return <p className="text-muted">This asks for your password. Choose one first, above.</p>;
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
