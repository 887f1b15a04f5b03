import type { ReactElement } from 'react';
import { linkLook } from './auth-card.tsx';

/** The ways in that lead over another page, without leaving this one and what was typed on it. */
export function AnotherWay(): ReactElement {
  return (
    <a href="/sign-in" target="_blank" rel="noopener" className={linkLook}>
      Another way, in a new tab
    </a>
  );
}
