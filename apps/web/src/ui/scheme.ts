import { useSyncExternalStore } from 'react';
import { createColorScheme } from './color-scheme.ts';
import type { SchemeChoice } from './color-scheme.ts';

/** The colour scheme of this page. */
export const scheme = createColorScheme({
  storage: localStorage,
  root: document.documentElement,
  systemIsDark: matchMedia('(prefers-color-scheme: dark)'),
  onStorage: (listener) => addEventListener('storage', (event) => listener(event.key)),
});

/** What was chosen. */
export function useSchemeChoice(): SchemeChoice {
  return useSyncExternalStore(scheme.subscribe, scheme.choice);
}

/** Light or dark, as it is now. */
export function useResolvedScheme(): 'light' | 'dark' {
  return useSyncExternalStore(scheme.subscribe, scheme.resolved);
}
