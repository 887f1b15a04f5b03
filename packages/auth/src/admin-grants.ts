import { AuthError } from './auth-error.ts';
import type { Auth } from './create-auth.ts';

/** Who acted, where somebody with a hand on the server did. */
const COMMAND_LINE = 'command-line';

/** An administrator. */
export interface AdminReport {
  name: string;
  email: string;
}

/**
 * Makes somebody with an account an administrator. Not reachable over HTTP: whoever runs Parley
 * does it. Throws `AuthError` `USER_UNKNOWN`.
 */
export async function grantAdmin(auth: Auth, email: string): Promise<AdminReport> {
  return setRole(auth, email, { role: 'admin', act: 'grant-admin' });
}

/**
 * Takes the role away; what was open to it is shut with the next request. Throws as `grantAdmin`.
 */
export async function withdrawAdmin(auth: Auth, email: string): Promise<AdminReport> {
  return setRole(auth, email, { role: 'user', act: 'withdraw-admin' });
}

/** All administrators, by their address. */
export async function listAdmins(auth: Auth): Promise<AdminReport[]> {
  const { adapter } = await auth.$context;
  const admins = await adapter.findMany<AdminReport>({
    model: 'user',
    where: [{ field: 'role', value: 'admin' }],
    sortBy: { field: 'email', direction: 'asc' },
    limit: 1000,
  });
  return admins.map(({ name, email }) => ({ name, email }));
}

async function setRole(
  auth: Auth,
  email: string,
  { role, act }: { role: 'admin' | 'user'; act: string },
): Promise<AdminReport> {
  const { adapter, internalAdapter } = await auth.$context;
  const found = await internalAdapter.findUserByEmail(email.toLowerCase());
  if (found === null) throw new AuthError('USER_UNKNOWN', 'No account has this address.');
  const { user } = found;
  // Written down before it is done, as every act of an administrator is.
  await adapter.create({
    model: 'adminAct',
    data: { actorId: COMMAND_LINE, act, targetId: user.id, at: new Date() },
  });
  await internalAdapter.updateUser(user.id, { role });
  return { name: user.name, email: user.email };
}
