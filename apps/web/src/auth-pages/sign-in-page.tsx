import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { safeRedirect } from '../app/redirect-target.ts';
import { useServices } from '../app/use-services.ts';
import { AuthCard, FormProblem, linkLook } from './auth-card.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { explainSocialFailure } from './social-failure.ts';
import { SocialWays } from './social-ways.tsx';
import { useLeaveWhenSignedIn } from './use-leave-when-signed-in.ts';

/** The page to sign in on. Goes back to the page that was wanted. */
export function SignInPage(): ReactElement {
  const { session } = useServices();
  const router = useRouter();
  const { error, ...search } = useSearch({ from: '/signed-out/sign-in' });
  const [isHalfWay, setHalfWay] = useState(false);
  useLeaveWhenSignedIn();

  return (
    <AuthCard
      title="Sign in"
      footer={
        isHalfWay ? undefined : (
          <>
            New here?{' '}
            <Link to="/sign-up" search={search} className={linkLook}>
              Create an account
            </Link>
          </>
        )
      }
    >
      <FormProblem text={error === undefined ? null : explainSocialFailure(error)} />
      <SignInForm
        onHalfWay={setHalfWay}
        onSignedIn={async (user) => {
          session.set(user);
          await router.navigate({ href: safeRedirect(search.redirect), replace: true });
        }}
      >
        <SocialWays redirect={safeRedirect(search.redirect)} />
        <p className="mt-4 flex flex-wrap justify-center gap-x-4 text-sm">
          <Link to="/sign-in-link" search={search} className={linkLook}>
            Get a link by email
          </Link>
          <Link to="/forgot-password" search={search} className={linkLook}>
            Forgot your password?
          </Link>
        </p>
      </SignInForm>
    </AuthCard>
  );
}
