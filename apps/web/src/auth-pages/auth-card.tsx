import type { ReactElement, ReactNode } from 'react';
import { Wordmark } from '../ui/wordmark.tsx';

/** What a sign-in page shows. */
export interface AuthCardProps {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
  /** The ways to the other pages. */
  footer?: ReactNode;
}

/** The frame of the pages for people who are not signed in. */
export function AuthCard({ title, intro, children, footer }: AuthCardProps): ReactElement {
  return (
    <div className="flex min-h-[calc(100dvh-var(--above))] flex-col items-center px-4 pt-10 pb-8 sm:justify-center sm:pt-8">
      <header className="mb-8">
        <Wordmark />
      </header>
      <main id="main" tabIndex={-1} className="w-full max-w-104 outline-none">
        <div className="rounded-2xl border border-line bg-panel p-6 shadow-panel sm:p-8">
          <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight">
            {title}
          </h1>
          {intro === undefined ? null : <div className="mt-2 text-muted">{intro}</div>}
          <div className="mt-6">{children}</div>
        </div>
        {footer === undefined ? null : (
          <div className="mt-6 text-center text-sm text-muted">{footer}</div>
        )}
      </main>
    </div>
  );
}

/** A problem with a whole form. The place is kept, so that nothing jumps and it is read out. */
export function FormProblem({ text }: { text: string | null }): ReactElement {
  return (
    <div role="alert">
      {text === null ? null : (
        <p className="mb-4 rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger">{text}</p>
      )}
    </div>
  );
}

/** The look of a link inside a sentence. */
export const linkLook =
  'inline-block py-0.5 font-semibold text-accent underline decoration-1 underline-offset-4 hover:text-accent-strong';
