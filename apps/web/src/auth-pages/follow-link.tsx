import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { formatDay } from '../app/format-day.ts';
import { safeRedirect } from '../app/redirect-target.ts';
import type { SessionUser } from '../app/session.ts';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { AuthCard, FormProblem } from './auth-card.tsx';
import { SecondStepForm } from './second-step-form.tsx';
import { signedInUser } from './signed-in-user.ts';
import { useAuthForm } from './use-auth-form.ts';
import { useLinkQuestion } from './use-link-question.ts';

/** What following a link needs. */
export interface FollowLinkProps {
  /** The secret of the link. */
  token: string;
  /** Leads to where a new link is asked for. */
  onStartOver(): void;
}

/**
 * Signs in with a link when a person presses the button. The first link to an address asks whether
 * they opened the account, because somebody else may have; see `useLinkQuestion`.
 */
export function FollowLink({ token, onStartOver }: FollowLinkProps): ReactElement {
  const { auth, session, departures } = useServices();
  const router = useRouter();
  const search = useSearch({ from: '/sign-in-link' });
  const question = useLinkQuestion(auth, token);
  const [isHalfWay, setHalfWay] = useState(false);

  async function onSignedIn(user: SessionUser): Promise<void> {
    const target = safeRedirect(search.redirect);
    const former = session.current();
    if (former !== null && former.id !== user.id) {
      // Another person: a new page, so that nothing of the former one is left in this one.
      departures.announce();
      window.location.assign(target);
      return;
    }
    session.set(user);
    await router.navigate({ href: target, replace: true });
  }

  const form = useAuthForm({
    fields: ['choice'],
    check: () => ({}),
    async send({ choice }) {
      const isAnswer = choice === 'keep' || choice === 'start-afresh';
      const { data, error } = await auth.signIn.link({ token, ...(isAnswer && { choice }) });
      if (error?.code === 'CHOICE_REQUIRED') await question.refresh();
      if (error !== null) return error;
      const user = signedInUser(data);
      if (user === null) setHalfWay(true);
      else await onSignedIn(user);
      return null;
    },
    onDone: () => undefined,
  });

  if (isHalfWay) {
    return (
      <AuthCard title="Sign in">
        <SecondStepForm onSignedIn={onSignedIn} onStartOver={onStartOver} />
      </AuthCard>
    );
  }
  const { openedAt } = question;
  return (
    <AuthCard
      {...(openedAt === null ? ready : asking(formatDay(openedAt)))}
      footer={
        <Button look="ghost" size="small" onClick={onStartOver}>
          Ask for a new link
        </Button>
      }
    >
      <form onSubmit={form.onSubmit} noValidate>
        <FormProblem text={form.problem} />
        {openedAt === null ? (
          <Button
            type="submit"
            look="primary"
            pending={form.pending || question.isPending}
            className="w-full"
          >
            Sign in
          </Button>
        ) : (
          <Choice pending={form.pending} />
        )}
      </form>
    </AuthCard>
  );
}

const ready = {
  title: 'Sign in by email',
  intro: 'You opened the link from our mail. One more press and you are in.',
};

function asking(day: string): { title: string; intro: string } {
  return {
    title: 'Did you open this account?',
    intro: `There has been an account with your address since ${day}. Until now, nobody has shown that the address is theirs.`,
  };
}

function Choice({ pending }: { pending: boolean }): ReactElement {
  return (
    <>
      <Button
        type="submit"
        name="choice"
        value="keep"
        look="primary"
        pending={pending}
        className="w-full"
      >
        Yes, keep everything
      </Button>
      <Button
        type="submit"
        name="choice"
        value="start-afresh"
        pending={pending}
        className="mt-3 w-full"
        aria-describedby="afresh"
      >
        No, start afresh
      </Button>
      <p id="afresh" className="mt-3 text-sm text-muted">
        Either answer signs you in. Starting afresh ends every way in that was set up before:
        password, sessions, passkeys, keys and second factor. Tasks and chats stay.
      </p>
    </>
  );
}
