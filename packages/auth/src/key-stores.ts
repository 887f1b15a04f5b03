import type { KeyStore } from './key-store.ts';

const stores = new WeakMap<object, KeyStore>();

/** Remembers which store an instance signs from, out of reach of its users. */
export function bindKeyStore(auth: object, store: KeyStore): void {
  stores.set(auth, store);
}

/** The store of an instance. Throws `TypeError` for one that `createAuth` did not make. */
export function keyStoreFor(auth: object): KeyStore {
  const store = stores.get(auth);
  if (store === undefined) throw new TypeError('auth must come from createAuth');
  return store;
}
