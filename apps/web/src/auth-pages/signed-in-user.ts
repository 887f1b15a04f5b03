import type { SessionUser } from '../app/session.ts';

/** The person in the answer to a sign-in, or null when a second factor is asked for first. */
export function signedInUser(answer: unknown): SessionUser | null {
  if (typeof answer !== 'object' || answer === null || !('user' in answer)) return null;
  const { id, name, email } = answer.user as SessionUser;
  return { id, name, email };
}
