import { grantAdmin, listAdminActs, listAdmins, withdrawAdmin } from '@parley/auth';
import type { Command } from './command.ts';

/** `pnpm run admin`: who may look after the accounts of others. */
export const adminCommand: Command = {
  name: 'admin',
  purpose: 'Who may look after the accounts of others.',
  actions: [
    {
      name: 'list',
      summary: 'shows every administrator',
      run: async ({ openAuth, print }) => {
        const admins = await listAdmins(await openAuth());
        if (admins.length === 0) print('There is no administrator yet.');
        for (const { name, email } of admins) print(`${email}  ${name}`);
      },
    },
    {
      name: 'grant',
      argument: 'email',
      summary: 'makes somebody who has an account an administrator',
      run: async ({ openAuth, print }, address) => {
        const { email } = await grantAdmin(await openAuth(), address);
        print(`${email} is an administrator from now on.`);
      },
    },
    {
      name: 'withdraw',
      argument: 'email',
      summary: 'ends that',
      run: async ({ openAuth, print }, address) => {
        const { email } = await withdrawAdmin(await openAuth(), address);
        print(`${email} is no administrator any more.`);
      },
    },
    {
      name: 'acts',
      summary: 'shows what administrators did, the newest first: when, who, what, to whom',
      run: async ({ openAuth, print }) => {
        const acts = await listAdminActs(await openAuth());
        if (acts.length === 0) print('Nothing was done yet.');
        for (const { at, actor, act, target } of acts) {
          print(`${at.toISOString()}  ${actor}  ${act}  ${target}`);
        }
      },
    },
  ],
  notes: [
    'With DATABASE_URL the server may run meanwhile. Without it the database lives inside the\nserver, which has to be stopped first.',
  ],
};
