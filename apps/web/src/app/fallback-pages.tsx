import { Link, useRouter } from '@tanstack/react-router';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Button, Spinner } from '../ui/button.tsx';
import { Wordmark } from '../ui/wordmark.tsx';

/** For an address that leads nowhere. */
export function NotFoundPage(): ReactElement {
  return (
    <Notice title="There is nothing at this address">
      <p className="text-muted">The link may be old, or a letter may be missing.</p>
      <p className="mt-6">
        <Link
          to="/"
          className="inline-block py-1 font-semibold text-accent underline underline-offset-4"
        >
          Go to your tasks
        </Link>
      </p>
    </Notice>
  );
}

/** For a page that failed. Trying again keeps the address and what was being written. */
export function ErrorPage({ reset }: ErrorComponentProps): ReactElement {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  async function retry(): Promise<void> {
    setPending(true);
    await router.invalidate();
    reset();
    setPending(false);
  }
  return (
    <Notice title="This page could not be shown">
      <p className="text-muted">
        Either the server could not be reached, or something went wrong on our side. Nothing that
        you saved is lost.
      </p>
      <Button
        look="primary"
        className="mt-6 self-start"
        pending={pending}
        onClick={() => void retry()}
      >
        Try again
      </Button>
    </Notice>
  );
}

/** Shown only when a page takes longer than a moment. */
export function PendingPage(): ReactElement {
  return (
    <output className="flex min-h-dvh items-center justify-center gap-3 text-muted">
      <Spinner />
      Loading…
    </output>
  );
}

function Notice({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center px-6 outline-none"
    >
      <Wordmark />
      <h1 tabIndex={-1} className="mt-8 mb-2 text-2xl font-semibold tracking-tight">
        {title}
      </h1>
      {children}
    </main>
  );
}
