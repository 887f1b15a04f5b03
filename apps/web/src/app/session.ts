/** The signed-in person, as far as the pages need to know. Kept in memory only. */
export interface SessionUser {
  id: string;
  name: string;
  email: string;
  /** Whether an administrator acts as this person. */
  isImpersonated?: true;
}

/** Who is signed in. `load` asks the server at most once at a time, and again after a "nobody". */
export interface SessionStore {
  load(): Promise<SessionUser | null>;
  current(): SessionUser | null;
  set(user: SessionUser): void;
  forget(): void;
  subscribe(listener: () => void): () => void;
}

/** @param fetchUser resolves with null when nobody is signed in, rejects when it cannot know. */
export function createSessionStore(fetchUser: () => Promise<SessionUser | null>): SessionStore {
  const listeners = new Set<() => void>();
  let user: SessionUser | null = null;
  let loading: Promise<SessionUser | null> | null = null;
  let generation = 0;

  function change(next: SessionUser | null): void {
    generation += 1;
    loading = null;
    user = next;
    for (const listener of listeners) listener();
  }

  async function ask(): Promise<SessionUser | null> {
    const started = generation;
    try {
      const found = await fetchUser();
      // A sign-in or sign-out that happened meanwhile knows better than this late answer.
      if (started === generation && found !== null) change(found);
      return user;
    } finally {
      if (started === generation) loading = null;
    }
  }

  return {
    load: () => (user === null ? (loading ??= ask()) : Promise.resolve(user)),
    current: () => user,
    set: (next) => change(next),
    forget: () => change(null),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
