import type { ReactElement } from 'react';
import { Button } from '../ui/button.tsx';

/** Says that a part of the page could not be loaded, with a way to try again. */
export function LoadProblem({
  what,
  onRetry,
}: {
  what: string;
  onRetry: () => unknown;
}): ReactElement {
  return (
    <div role="alert" className="flex flex-wrap items-center justify-between gap-3">
      <p className="text-muted">The {what} could not be loaded.</p>
      <Button size="small" onClick={() => void onRetry()}>
        Try again
      </Button>
    </div>
  );
}
