import { describe, expect, it } from 'vitest';
import { createColorScheme } from './color-scheme.ts';
import type { SchemeHost } from './color-scheme.ts';

function makeHost(stored?: string) {
  const values = new Map<string, string>(stored ? [['parley.color-scheme', stored]] : []);
  const system = { matches: false, listeners: [] as (() => void)[] };
  const storageListeners: ((key: string | null) => void)[] = [];
  const root = { dataset: {} as DOMStringMap };
  const host: SchemeHost = {
    storage: {
      getItem: (key) => values.get(key) ?? null,
      setItem: (key, value) => void values.set(key, value),
      removeItem: (key) => void values.delete(key),
    },
    root,
    systemIsDark: {
      get matches() {
        return system.matches;
      },
      addEventListener: (_type: string, listener: unknown) => {
        system.listeners.push(listener as () => void);
      },
    } as SchemeHost['systemIsDark'],
    onStorage: (listener) => void storageListeners.push(listener),
  };
  return { host, values, root, system, storageListeners };
}

function refuse(): never {
  throw new DOMException('refused', 'SecurityError');
}

describe('createColorScheme', () => {
  it('follows the device until a choice is made', () => {
    const { host, system, root } = makeHost();
    const scheme = createColorScheme(host);
    expect(scheme.resolved()).toBe('light');
    system.matches = true;
    expect(scheme.resolved()).toBe('dark');
    expect(root.dataset['scheme']).toBeUndefined();
  });

  it('keeps a choice and marks the root element', () => {
    const { host, values, root } = makeHost();
    const scheme = createColorScheme(host);
    scheme.choose('dark');
    expect(values.get('parley.color-scheme')).toBe('dark');
    expect(root.dataset['scheme']).toBe('dark');
    scheme.choose('system');
    expect(values.has('parley.color-scheme')).toBe(false);
    expect(root.dataset['scheme']).toBeUndefined();
  });

  it('ignores a stored value that is none of ours', () => {
    expect(createColorScheme(makeHost('purple').host).choice()).toBe('system');
  });

  it('follows a choice made in another tab, and tells its listeners', () => {
    const { host, values, storageListeners } = makeHost();
    const scheme = createColorScheme(host);
    let told = 0;
    scheme.subscribe(() => (told += 1));
    values.set('parley.color-scheme', 'light');
    for (const listener of storageListeners) listener('parley.color-scheme');
    expect(scheme.choice()).toBe('light');
    expect(told).toBe(1);
  });

  it('still works where storage is refused', () => {
    const { host } = makeHost();
    const scheme = createColorScheme({
      ...host,
      storage: { getItem: refuse, setItem: refuse, removeItem: refuse },
    });
    scheme.choose('dark');
    expect(scheme.resolved()).toBe('dark');
  });
});
