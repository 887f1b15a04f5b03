import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { safeRedirect } from '../app/redirect-target.ts';
import { useServices } from '../app/use-services.ts';
import { AskByMail } from './ask-by-mail.tsx';
import { FollowLink } from './follow-link.tsx';

/**
 * Asks for a link by mail, and is where that link leads. Its secret stands behind the `#`, where no
 * server sees it. It is sent when a person presses the button: what opens links by itself, such as
 * a scanner of mails, must not use it up.
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
