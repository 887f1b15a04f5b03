import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDataFolder } from '@parley/pglite';
import type { DataFolder } from '@parley/pglite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '@parley/testing/free-port';
import { holdPort, spawnProgram } from './spawn-server.ts';

let folder: string;
let data: DataFolder;
let held: Awaited<ReturnType<typeof holdPort>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-start-'));
  data = await makeDataFolder();
  held = await holdPort();
  await writeFile(join(folder, 'file'), '');
  await mkdir(join(folder, 'locked'), { mode: 0o000 });
});
afterAll(async () => {
  await chmod(join(folder, 'locked'), 0o700);
  await held[Symbol.asyncDispose]();
  await data[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const cases: [string, () => Record<string, string>, RegExp][] = [
  [
    'a setting is wrong',
    () => ({ PORT: 'eighty' }),
    /^A setting is not valid\. PORT: .*docs\/settings\.md/,
  ],
  [
    'production lacks a setting',
    () => ({ NODE_ENV: 'production', BASE_URL: 'https://parley.example' }),
    /needs AUTH_SECRET and TRUSTED_PROXIES\./,
  ],
  ['MODEL is unknown', () => ({ MODEL: 'acme/brain' }), /^MODEL names the provider "acme"/],
  [
    'the key of MODEL is missing',
    () => ({ MODEL: 'openai/gpt-5' }),
    /^MODEL is openai\/gpt-5, but OPENAI_API_KEY is not set/,
  ],
  [
    'the data folder is a file',
    () => ({ PARLEY_DATA: join(folder, 'file') }),
    /^The data folder .*file cannot be used\..*PARLEY_DATA/,
  ],
  [
    'the port is taken',
    () => ({ PORT: String(held.port) }),
    /^Port \d+ is in use by another program\. .*PORT=\d+/,
  ],
  [
    'no database answers',
    () => ({ DATABASE_URL: 'postgres://ann:hunter2@127.0.0.1:1/parley' }),
    /^PostgreSQL at 127\.0\.0\.1:1\/parley cannot be reached: .*DATABASE_URL/,
  ],
];

it.each(cases)(
  'says in one sentence that %s, and ends with 1',
  async (_, settings, sentence) => {
    await using program = spawnProgram('main', { PARLEY_DATA: data.path, ...settings() });
    expect(await program.exit).toBe(1);
    expect(program.stdout()).toBe('');
    const text = program.stderr();
    expect(text).toMatch(sentence);
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(text).not.toMatch(/^\s+at |hunter2|Error:/m);
  },
  120_000,
);

it.each(['main', 'doctor'] as const)(
  'says that the data folder cannot be read, through %s',
  async (name) => {
    const settings = { PARLEY_DATA: join(folder, 'locked'), PORT: String(await freePort()) };
    await using program = spawnProgram(name, settings, { unprivileged: true });
    expect(await program.exit).toBe(1);
    const text = program.stdout() + program.stderr();
    expect(text).toMatch(/The data folder .*locked cannot be used\..*PARLEY_DATA/);
  },
  120_000,
);
