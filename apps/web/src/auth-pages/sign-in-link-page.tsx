import { useLocation, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { safeRedirect } from '../app/redirect-target.ts';
import type { SessionUser } from '../app/session.ts';
import { useServices } from '../app/use-services.ts';
import { Button } from '../ui/button.tsx';
import { AskByMail } from './ask-by-mail.tsx';
import { AuthCard, FormProblem } from './auth-card.tsx';
import { SecondStepForm } from './second-step-form.tsx';
import { signedInUser } from './signed-in-user.ts';
import { useAuthForm } from './use-auth-form.ts';

/**
 * Asks for a link by mail, and is where that link leads. Its secret stands behind the `#`, where no
 * server sees it. It is sent when a person presses the button: what opens links by itself, such as a
 * scanner of mails, must not use it up.
 */
export function SignInLinkPage(): ReactElement {
  const navigate = useNavigate();
  const token = useLocation({ select: ({ hash }) => hash });
  if (token === '') return <AskForLink />;
  return (
    <FollowLink
      key={token}
      token={token}
      onStartOver={() => void navigate({ to: '/sign-in-link', search: true, replace: true })}
    />
  );
}

function AskForLink(): ReactElement {
  const { auth } = useServices();
  const search = useSearch({ from: '/sign-in-link' });
  return (
    <AskByMail
      title="Sign in by email"
      intro="Enter your address and we will send you a link that signs you in."
      promise="sign in is on its way. It works once, within a quarter of an hour."
      search={search}
      ask={async (email) => {
        const redirect = safeRedirect(search.redirect);
        const { error } = await auth.requestSignInLink({ email, redirect });
        return error;
      }}
    />
  );
}

interface FollowLinkProps {
  token: string;
  onStartOver(): void;
}

function FollowLink({ token, onStartOver }: FollowLinkProps): ReactElement {
  const { auth, session, departures } = useServices();
  const router = useRouter();
  const search = useSearch({ from: '/sign-in-link' });
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
    fields: [],
    check: () => ({}),
    async send() {
      const { data, error } = await auth.signIn.link({ token });
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
  return (
    <AuthCard
      title="Sign in by email"
      intro="You opened the link from our mail. One more press and you are in."
      footer={
        <Button look="ghost" size="small" onClick={onStartOver}>
          Ask for a new link
        </Button>
      }
    >
      <form onSubmit={form.onSubmit} noValidate>
        <FormProblem text={form.problem} />
        <Button type="submit" look="primary" pending={form.pending} className="w-full">
          Sign in
        </Button>
      </form>
    </AuthCard>
  );
}
