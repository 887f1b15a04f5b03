import type { Auth } from './create-auth.ts';

/** How many acts are read. */
const NEWEST = 200;

/** Something an administrator did, as it was written down before it was done. */
export interface AdminAct {
  at: Date;
  /** The address of who did it; `command-line`, or the id of an account that is gone. */
  actor: string;
  act: string;
  /** The address of whom it was done to, or the id of an account that is gone. */
  target: string;
}

/** The newest 200 acts of administrators, the newest first. */
export async function listAdminActs(auth: Auth): Promise<AdminAct[]> {
  const { adapter } = await auth.$context;
  const acts = await adapter.findMany<{
    actorId: string;
    act: string;
    targetId: string;
    at: Date;
  }>({ model: 'adminAct', sortBy: { field: 'at', direction: 'desc' }, limit: NEWEST });
  const ids = [...new Set(acts.flatMap(({ actorId, targetId }) => [actorId, targetId]))];
  const users = await adapter.findMany<{ id: string; email: string }>({
    model: 'user',
    where: [{ field: 'id', operator: 'in', value: ids }],
    limit: 2 * NEWEST,
  });
  const addresses = new Map(users.map(({ id, email }) => [id, email]));
  const nameOf = (id: string) => addresses.get(id) ?? id;
  return acts.map(({ actorId, act, targetId, at }) => ({
    at,
    actor: nameOf(actorId),
    act,
    target: nameOf(targetId),
  }));
}
