import { expect, it } from 'vitest';
import { createSingleKeys } from './single-keys.ts';

function refuse(): never {
  throw new DOMException('refused', 'SecurityError');
}

it('are on until they are turned off, and stay off', () => {
  const values = new Map<string, string>();
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
  const keys = createSingleKeys(storage);
  expect(keys.areOn()).toBe(true);
  let told = 0;
  keys.subscribe(() => (told += 1));
  keys.turn(false);
  expect(told).toBe(1);
  expect(createSingleKeys(storage).areOn()).toBe(false);
  keys.turn(true);
  expect(createSingleKeys(storage).areOn()).toBe(true);
});

it('can be turned off where storage is refused', () => {
  const keys = createSingleKeys({ getItem: refuse, setItem: refuse });
  keys.turn(false);
  expect(keys.areOn()).toBe(false);
});
