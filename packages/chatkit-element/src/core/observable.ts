/** A value that tells when it changes. */
export interface Observable<T> {
  get(): T;
  /** Replaces fields; listeners run once per call, and only when something differs. */
  set(patch: Partial<T>): void;
  /** Returns the way to stop listening, which may be called again. */
  subscribe(listener: () => void): () => void;
}

/** Holds one state object and replaces it on each change, so that `===` tells a change. */
export function createObservable<T extends object>(initial: T): Observable<T> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set(patch) {
      const keys = Object.keys(patch) as (keyof T)[];
      if (keys.every((key) => Object.is(patch[key], state[key]))) return;
      state = { ...state, ...patch };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
