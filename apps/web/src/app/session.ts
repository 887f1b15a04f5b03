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

/**
 * The `sub` claim of a token, unverified: only to notice that the browser's cookie now belongs to
 * somebody else than the person this page was opened for. Null when it cannot be read.
 */
export function subjectOf(token: string): string | null {
  try {
    const payload = token.split('.')[1] ?? '';
    const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const claims: unknown = JSON.parse(text);
    if (typeof claims !== 'object' || claims === null || !('sub' in claims)) return null;
    return typeof claims.sub === 'string' ? claims.sub : null;
  } catch {
    // Not a token we can read; the server decides what it is worth.
    return null;
  }
}
