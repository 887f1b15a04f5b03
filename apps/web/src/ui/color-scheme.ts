/** What the user chose. `system` follows the device. */
export type SchemeChoice = 'system' | 'light' | 'dark';

const storageKey = 'parley.color-scheme';

/** The part of the browser that the colour scheme needs; a test passes its own. */
export interface SchemeHost {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  root: { dataset: DOMStringMap };
  systemIsDark: Pick<MediaQueryList, 'matches' | 'addEventListener'>;
  onStorage(listener: (key: string | null) => void): void;
}

/** The choice, what it amounts to now, and who wants to know. Safe for `useSyncExternalStore`. */
export interface ColorScheme {
  choice(): SchemeChoice;
  resolved(): 'light' | 'dark';
  choose(choice: SchemeChoice): void;
  subscribe(listener: () => void): () => void;
}

/**
 * Keeps the colour scheme in local storage and on the root element, in step between tabs.
 * `public/color-scheme.js` applies the stored choice before the first paint.
 */
export function createColorScheme(host: SchemeHost): ColorScheme {
  const listeners = new Set<() => void>();
  let choice = read(host);

  function apply(): void {
    if (choice === 'system') delete host.root.dataset['scheme'];
    else host.root.dataset['scheme'] = choice;
    for (const listener of listeners) listener();
  }

  host.systemIsDark.addEventListener('change', apply);
  host.onStorage((key) => {
    if (key !== null && key !== storageKey) return;
    choice = read(host);
    apply();
  });

  return {
    choice: () => choice,
    resolved: () => (choice === 'system' ? (host.systemIsDark.matches ? 'dark' : 'light') : choice),
    choose(next) {
      choice = next;
      write(host, next);
      apply();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read(host: SchemeHost): SchemeChoice {
  try {
    const stored = host.storage.getItem(storageKey);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    // Storage may be refused by the browser's settings; the choice then lasts for this page.
    return 'system';
  }
}

function write(host: SchemeHost, choice: SchemeChoice): void {
  try {
    if (choice === 'system') host.storage.removeItem(storageKey);
    else host.storage.setItem(storageKey, choice);
  } catch {
    // As above: nothing to keep it in.
  }
}
