import type { Store } from '../store.ts';

/** The name of a store's method. */
export type StoreMethod = keyof Store<never>;

/** A store that can be told to fail. */
export interface FailingStore<Context> {
  store: Store<Context>;
  /** Makes a method reject, once, after it has worked `after` more times. @default after: 0 */
  failNext(method: StoreMethod, error: Error, after?: number): void;
}

/** Wraps a store so that a test can make any call of it fail. */
export function failingStore<Context>(inner: Store<Context>): FailingStore<Context> {
  const planned = new Map<PropertyKey, { error: Error; after: number }>();
  const store = new Proxy(inner, {
    get(target, name, receiver) {
      const plan = planned.get(name);
      if (plan === undefined) return Reflect.get(target, name, receiver);
      if (plan.after > 0) {
        plan.after -= 1;
        return Reflect.get(target, name, receiver);
      }
      planned.delete(name);
      return () => Promise.reject(plan.error);
    },
  });
  return {
    store,
    failNext(method, error, after = 0) {
      planned.set(method, { error, after });
    },
  };
}
