import { makeDataFolder } from '@parley/pglite';
import type { DataFolder } from '@parley/pglite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '@parley/testing/free-port';
import { spawnProgram } from './spawn-server.ts';
import type { Spawned } from './spawn-server.ts';

let folder: DataFolder;
let settings: Record<string, string>;
beforeAll(async () => {
  folder = await makeDataFolder();
  settings = { PORT: String(await freePort()), PARLEY_DATA: folder.path };
});
afterAll(() => folder[Symbol.asyncDispose]());

const path = [
  'server',
  'keys',
  'sign-up',
  'token',
  'verification',
  'tRPC call',
  'chat turn',
  'streaming',
  'clean-up',
];

function hopsOf(program: Spawned): string[] {
  return [...program.stdout().matchAll(/^ok {4}(.{13}\S*) /gm)].map((match) =>
    (match[1] ?? '').trim(),
  );
}

it('walks the whole path on a server of its own', async () => {
  await using doctor = spawnProgram('doctor', settings);
  const code = await doctor.exit;
  expect(doctor.stdout()).toContain('Every hop holds.');
  expect(code).toBe(0);
  const start = [
    'settings',
    'data folder',
    'model',
    'database',
    'migrations',
    'signing keys',
    'listening',
  ];
  expect(hopsOf(doctor)).toEqual([...start, ...path]);
}, 180_000);

it('walks through the server that runs', async () => {
  await using server = spawnProgram('main', settings);
  await server.firstLine;
  await using doctor = spawnProgram('doctor', settings);
  const code = await doctor.exit;
  expect(doctor.stdout()).toContain('Every hop holds.');
  expect(code).toBe(0);
  expect(hopsOf(doctor)).toEqual(['settings', ...path]);

  await using elsewhere = spawnProgram('doctor', { ...settings, PORT: String(await freePort()) });
  expect(await elsewhere.exit).toBe(1);
  expect(elsewhere.stdout()).toMatch(/^fail {2}database +.*in use/m);
  expect(elsewhere.stdout()).toContain('The first hop that fails: database.');
}, 180_000);

it.each([
  ['settings', { PORT: 'eighty' }],
  ['model', { MODEL: 'acme/brain' }],
  ['database', { DATABASE_URL: 'postgres://ann:hunter2@127.0.0.1:1/parley' }],
])(
  'names %s as the first hop that fails',
  async (hop, wrong: Record<string, string>) => {
    await using doctor = spawnProgram('doctor', { ...settings, ...wrong });
    expect(await doctor.exit).toBe(1);
    expect(doctor.stdout()).toContain(`The first hop that fails: ${hop}.`);
    expect(doctor.stdout()).not.toContain('hunter2');
  },
  120_000,
);
