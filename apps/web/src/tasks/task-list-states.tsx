import type { ReactElement } from 'react';
import { explainFailure } from '../app/failure.ts';
import { Button } from '../ui/button.tsx';
import { ListIcon, SearchIcon } from '../ui/icons.tsx';

/** As many rows as fit above the fold, as tall as real ones, so that nothing jumps. */
export function TasksSkeleton(): ReactElement {
  const widths = ['w-3/5', 'w-2/5', 'w-4/5', 'w-1/2', 'w-2/3'];
  return (
    <output className="block">
      <span className="sr-only">Loading tasks…</span>
      {widths.map((width) => (
        <div key={width} className="flex animate-shimmer gap-1 px-1.5 py-1">
          <div className="flex size-9 items-center justify-center">
            <div className="size-5.5 rounded-full bg-line" />
          </div>
          <div className="flex-1 py-1.5">
            <div className="flex h-6 items-center">
              <div className={`h-3.5 rounded bg-line ${width}`} />
            </div>
            <div className="mt-0.5 flex h-5 items-center">
              <div className="h-3 w-24 rounded bg-line" />
            </div>
          </div>
        </div>
      ))}
    </output>
  );
}

/** For somebody who has no task yet. */
export function EmptyTasks(): ReactElement {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <span className="mb-4 inline-flex size-14 items-center justify-center rounded-2xl bg-accent-soft text-accent">
        <ListIcon className="size-7" />
      </span>
      <h2 className="text-lg font-semibold">Nothing to do yet</h2>
      <p className="mt-1 max-w-sm text-balance text-muted">
        Add a task above, or tell the assistant: “Add buy milk tomorrow at 5pm”.
      </p>
    </div>
  );
}

/** For filters that hide every task. */
export function NoMatch({ onClear }: { onClear: () => void }): ReactElement {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <span className="mb-4 inline-flex size-14 items-center justify-center rounded-2xl bg-sunken text-muted">
        <SearchIcon className="size-7" />
      </span>
      <h2 className="text-lg font-semibold">No task matches</h2>
      <p className="mt-1 mb-5 text-muted">Other tasks may be hidden by the search or a filter.</p>
      <Button size="small" onClick={onClear}>
        Clear filters
      </Button>
    </div>
  );
}

/** For a first load that failed. */
export function TasksFailed({
  error,
  onRetry,
}: {
  error: unknown;
  onRetry: () => void;
}): ReactElement {
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-14 text-center">
      <h2 className="text-lg font-semibold">The tasks could not be loaded</h2>
      <p className="mt-1 mb-5 text-muted">{explainFailure(error)}</p>
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
