import { openDatabase, schema } from '@parley/db';
import { makeDataFolder } from '@parley/pglite';
import { expect, it } from 'vitest';
import { adminCommand } from '../src/commands/admin-command.ts';
import { runCommand } from '../src/commands/run-command.ts';

/** An installation with one account, and nothing running. */
async function installation() {
  const { path: dataDir, [Symbol.asyncDispose]: remove } = await makeDataFolder();
  const open = () => openDatabase({ dataDir });
  const db = await open();
  await db.migrate();
  const person = { id: 'ann', name: 'Ann', email: 'ann@example.com' };
  await db.drizzle.insert(schema.user).values(person);
  await db.close();
  return {
    run: async (words: string) => {
      const lines: string[] = [];
      const print = (line: string) => void lines.push(line);
      const env = { PARLEY_DATA: dataDir };
      const options = { env, words: words.split(' '), print, printError: print };
      return { code: await runCommand(adminCommand, options), text: lines.join('\n') };
    },
    acts: async () => {
      const opened = await open();
      const rows = await opened.drizzle.select().from(schema.adminAct).orderBy(schema.adminAct.at);
      await opened.close();
      return rows.map(({ actorId, act, targetId }) => `${actorId} ${act} ${targetId}`);
    },
    [Symbol.asyncDispose]: remove,
  };
}

it('makes and unmakes an administrator, and writes that down', async () => {
  await using place = await installation();
  expect(await place.run('list')).toEqual({ code: 0, text: 'There is no administrator yet.' });
  expect(await place.run('acts')).toEqual({ code: 0, text: 'Nothing was done yet.' });
  expect(await place.run('grant Ann@Example.com')).toEqual({
    code: 0,
    text: 'ann@example.com is an administrator from now on.',
  });
  expect(await place.run('list')).toEqual({ code: 0, text: 'ann@example.com  Ann' });
  expect(await place.run('withdraw ann@example.com')).toEqual({
    code: 0,
    text: 'ann@example.com is no administrator any more.',
  });
  expect((await place.run('list')).text).toBe('There is no administrator yet.');
  expect(await place.acts()).toEqual([
    'command-line grant-admin ann',
    'command-line withdraw-admin ann',
  ]);
  const { text } = await place.run('acts');
  expect(text.split('\n').map((line) => line.split('  ').slice(1))).toEqual([
    ['command-line', 'withdraw-admin', 'ann@example.com'],
    ['command-line', 'grant-admin', 'ann@example.com'],
  ]);
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /);
});

it('knows nobody who has no account', async () => {
  await using place = await installation();
  const { code, text } = await place.run('grant nobody@example.com');
  expect([code, text]).toEqual([1, 'No account has this address.']);
  expect((await place.run('grant')).code).toBe(2);
  expect(await place.acts()).toEqual([]);
});
