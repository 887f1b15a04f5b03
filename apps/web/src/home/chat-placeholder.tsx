import type { ReactElement } from 'react';
import { Spinner } from '../ui/button.tsx';

/** What the chat's half shows while its code is on the way. */
export function ChatPlaceholder(): ReactElement {
  return (
    <output className="absolute inset-0 flex items-center justify-center gap-3 bg-panel text-muted">
      <Spinner />
      Opening the chat…
    </output>
  );
}
