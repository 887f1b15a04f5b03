import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '@parley/db';
import { makeDataFolder } from '@parley/pglite';
import { startPostgres } from '@parley/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../src/commands/command.ts';
import { keysCommand } from '../src/commands/keys-command.ts';
import { runCommand } from '../src/commands/run-command.ts';
import { secretCommand } from '../src/commands/secret-command.ts';

const resources = new AsyncDisposableStack();
let postgres: Awaited<ReturnType<typeof startPostgres>>;

beforeAll(async () => {
  postgres = resources.use(await startPostgres());
}, 120_000);
afterAll(() => resources.disposeAsync());

/** An installation on a database of its own, and nothing running. */
async function installation(engine: 'postgres' | 'pglite' = 'postgres') {
  const { path: dataDir, [Symbol.asyncDispose]: remove } = await makeDataFolder();
  const database =
    engine === 'postgres' ? { DATABASE_URL: await postgres.createDatabase() } : undefined;
  const run = async (command: Command, words: string, env: Record<string, string> = {}) => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await runCommand(command, {
      env: { PARLEY_DATA: dataDir, ...database, ...env },
      words: words.split(' ').filter(Boolean),
      print: (line) => void out.push(line),
      printError: (line) => void err.push(line),
    });
    return { code, out: out.join('\n'), err: err.join('\n') };
  };
  return {
    dataDir,
    keys: (words: string, env?: Record<string, string>) => run(keysCommand, words, env),
    secret: (words: string, env?: Record<string, string>) => run(secretCommand, words, env),
    secretFile: () => readFile(join(dataDir, 'secret'), 'utf8'),
    [Symbol.asyncDispose]: remove,
  };
}

const kidsIn = (table: string) => [...table.matchAll(/^([A-Za-z0-9]{32}) +(\w+)/gm)];

describe('words', () => {
  it.each(['--help', '-h', 'help', 'revoke --help'])('`keys %s` helps', async (words) => {
    await using place = await installation();
    const { code, out, err } = await place.keys(words);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('pnpm keys revoke <kid>   removes a key at once');
  });

  it.each([
    ['', 'What should `pnpm keys` do?'],
    ['frobnicate', '`pnpm keys` knows no such action.'],
    ['revoke', 'It is `pnpm keys revoke <kid>`.'],
    ['revoke one two', 'It is `pnpm keys revoke <kid>`.'],
    ['rotate now', 'It is `pnpm keys rotate`.'],
    ['list --all', 'It is `pnpm keys list`.'],
  ])('`keys %s` is refused with the help, and touches nothing', async (words, fault) => {
    await using place = await installation();
    const { code, out, err } = await place.keys(words);
    expect([code, out]).toEqual([2, '']);
    expect(err.split('\n')[0]).toBe(fault);
    expect(err).toContain('pnpm keys list');
    await expect(place.secretFile()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

it('keys are listed, rotated and revoked', async () => {
  await using place = await installation();
  expect(await place.keys('list')).toEqual({
    code: 0,
    out: 'There is no key yet: the server makes one when it starts.',
    err: '',
  });
  expect((await place.keys('rotate')).out).toMatch(/^The key \w{32} signs from now on\./);
  expect((await place.keys('rotate')).out).toMatch(
    /^The key \w{32} signs from \d{4}-\d\d-\d\d \d\d:\d\d UTC on\./,
  );
  const { out: before } = await place.keys('list');
  const [active, next] = kidsIn(before);
  expect([active?.[2], next?.[2]]).toEqual(['active', 'next']);
  const revoked = await place.keys(`revoke ${active?.[1]}`);
  expect(revoked.out).toContain(`The key ${active?.[1]} is gone. ${next?.[1]} signs.`);
  const { out: after } = await place.keys('list');
  expect(kidsIn(after).map(([, kid, state]) => [kid, state])).toEqual([[next?.[1], 'active']]);

  const unknown = await place.keys('revoke no-such-key');
  expect(unknown).toEqual({
    code: 1,
    out: '',
    err: 'There is no such key. `pnpm keys list` lists them.',
  });
});

it('a generated secret is replaced, and the keys open with the new one', async () => {
  await using place = await installation();
  await place.keys('rotate');
  const before = (await place.secretFile()).trim();
  const rotated = await place.secret('rotate');
  expect([rotated.code, rotated.err]).toEqual([0, '']);
  expect(rotated.out).toContain('it encrypts one value.');
  const [now = '', previous = ''] = (await place.secretFile()).split('\n');
  expect(previous.split(' ')[0]).toBe(before);
  expect(now).not.toBe(before);
  expect(rotated.out).not.toContain(now);
  expect((await place.keys('list', { AUTH_SECRET: now })).out).toMatch(/active.*in force$/m);
  expect((await place.keys('list', { AUTH_SECRET: before })).out).toMatch(
    /active.*does not open$/m,
  );
});

it('a secret of one’s own is changed by its owner, then encrypts what there is', async () => {
  await using place = await installation();
  const old = { AUTH_SECRET: 'an-older-secret-of-more-than-32-characters' };
  const changed = {
    AUTH_SECRET: 'the-newer-secret-of-more-than-32-characters',
    AUTH_SECRET_PREVIOUS: old.AUTH_SECRET,
  };
  await place.keys('rotate', old);
  const tooEarly = await place.secret('rotate', old);
  expect([tooEarly.code, tooEarly.out]).toEqual([1, '']);
  expect(tooEarly.err).toContain('AUTH_SECRET_PREVIOUS to the old one');
  expect((await place.keys('list', changed)).out).toMatch(/active.*previous$/m);
  expect((await place.secret('rotate', changed)).out).toContain(
    'AUTH_SECRET now encrypts one value.',
  );
  expect((await place.secret('rotate', changed)).out).toContain('already');
  const alone = { AUTH_SECRET: changed.AUTH_SECRET };
  expect((await place.keys('list', alone)).out).toMatch(/active.*in force$/m);

  const lost = { ...changed, AUTH_SECRET: 'a-secret-that-never-was-of-32-characters-here' };
  const refused = await place.secret('rotate', lost);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('opens with no known secret');
});

it('beside a server with an in-process database it says to stop that first', async () => {
  await using place = await installation('pglite');
  const held = await openDatabase({ dataDir: place.dataDir });
  try {
    for (const refused of [await place.keys('list'), await place.secret('rotate')]) {
      expect([refused.code, refused.out]).toEqual([1, '']);
      expect(refused.err).toMatch(/in use by process \d+.*stop the server, run this again/s);
    }
  } finally {
    await held.close();
  }
});

it('a wrong setting is told as at a start', async () => {
  await using place = await installation();
  const refused = await place.keys('list', {
    DATABASE_URL: 'postgres://ann:hunter2@127.0.0.1:1/x',
  });
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('DATABASE_URL');
  expect(refused.err).not.toContain('hunter2');
  const wrong = await place.keys('list', { TOKEN_ALGORITHM: 'HS256' });
  expect([wrong.code, wrong.err.includes('TOKEN_ALGORITHM')]).toEqual([1, true]);
});
