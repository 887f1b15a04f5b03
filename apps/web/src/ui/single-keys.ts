import { useSyncExternalStore } from 'react';

const storageKey = 'parley.single-keys';

/** Whether single keys do something anywhere on the page. Safe for `useSyncExternalStore`. */
export interface SingleKeys {
  areOn(): boolean;
  turn(on: boolean): void;
  subscribe(listener: () => void): () => void;
}

/**
 * Keeps the choice in this browser. It must be possible to turn them off (WCAG 2.2, 2.1.4): who
 * speaks to the computer says letters without meaning keys.
 */
export function createSingleKeys(storage: Pick<Storage, 'getItem' | 'setItem'>): SingleKeys {
  const listeners = new Set<() => void>();
  let on = read();

  function read(): boolean {
    try {
      return storage.getItem(storageKey) !== 'off';
    } catch {
      // Storage may be refused by the browser's settings; the choice then lasts for this page.
      return true;
    }
  }

  return {
    areOn: () => on,
    turn(next) {
      on = next;
      try {
        storage.setItem(storageKey, next ? 'on' : 'off');
      } catch {
        // As above: nothing to keep it in.
      }
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The choice for this page. */
export const singleKeys: SingleKeys = createSingleKeys({
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, value),
});

/** Whether single keys are on, as it is now. */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(singleKeys.subscribe, singleKeys.areOn);
}
