import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { openDatabase } from '@parley/db';
import { makeDataFolder } from '@parley/pglite';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { freePort } from '@parley/testing/free-port';
import { examine } from '../src/doctor/examine.ts';
import { findPlace } from '../src/doctor/place.ts';
import { listen } from '../src/lifecycle/listen.ts';
import { readSettings } from '../src/settings/read-settings.ts';
import { startSteps } from '../src/start/start-server.ts';
import { createTestApp } from './app-kit.ts';
import type { TestApp } from './app-kit.ts';

/** Answers in place of the app, or nothing where the app is to answer. */
type Meddler = (request: Request, path: string) => Response | Promise<Response> | undefined;

let app: TestApp;
let server: Awaited<ReturnType<typeof listen>>;
let origin: string;
let meddle: Meddler = () => undefined;
beforeAll(async () => {
  app = await createTestApp();
  const between = {
    fetch: (request: Request, bindings?: object) =>
      meddle(request, new URL(request.url).pathname) ?? app.app.fetch(request, bindings),
  };
  server = await listen(between, { port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await app[Symbol.asyncDispose]();
});

/** Answers so at one address. */
function at(address: string, answer: () => Response | Promise<Response>): () => Meddler {
  return () => (_, path) => (path === address ? answer() : undefined);
}

function chatAnswer(...events: object[]): Response {
  const text = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } });
}

/** A time limit of calls that passes when it is told to: no machine is too busy, and nobody waits. */
function heldLimit(): { pass(): Promise<Response> } {
  let latest = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    latest = new AbortController();
    return latest.signal;
  });
  return {
    pass: () => {
      latest.abort(new DOMException('The time is up.', 'TimeoutError'));
      return new Promise(() => {});
    },
  };
}

/** A key set of somebody else. */
function foreignKeys(): object {
  const jwk = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  return { keys: [{ ...jwk, alg: 'EdDSA', use: 'sig', kid: 'foreign' }] };
}

/** The hop, what is wrong, how, and what the report says of it. */
const faults: [string, string, () => Meddler, RegExp][] = [
  [
    'server',
    'its database is away',
    at('/readyz', () =>
      Response.json({ status: 'unavailable', database: 'unavailable', keys: 'ok' }),
    ),
    /it cannot reach its database\. Its log says more/,
  ],
  [
    'server',
    'another program answers',
    at('/readyz', () => new Response('<p>hello')),
    /the answer is not what Parley answers\./,
  ],
  [
    'keys',
    'none are published',
    at('/.well-known/jwks.json', () => Response.json({ keys: [] })),
    /the answer is not what Parley answers\. The key set is empty/,
  ],
  [
    'sign-up',
    'the origin is refused',
    at('/api/auth/sign-up/email', () => Response.json({ code: 'INVALID_ORIGIN' }, { status: 403 })),
    /sign-up\/email answered 403 INVALID_ORIGIN\. BASE_URL must be/,
  ],
  [
    'token',
    'none can be signed',
    at('/api/auth/token', () => Response.json({ code: 'SIGNING_KEY_UNREADABLE' }, { status: 503 })),
    /answered 503 SIGNING_KEY_UNREADABLE\. .*AUTH_SECRET/,
  ],
  [
    'verification',
    'the published keys are not those that sign',
    at('/.well-known/jwks.json', () => Response.json(foreignKeys())),
    /the token was refused: KEY_UNKNOWN\. The keys must be those/,
  ],
  [
    'tRPC call',
    'a proxy drops the token',
    () => (request, path) =>
      path === '/api/trpc/account.me' ? app.app.fetch(new Request(request.url)) : undefined,
    /account\.me answered 401 UNAUTHORIZED\. .*Authorization header/,
  ],
  [
    'chat turn',
    'the model fails',
    at('/api/chatkit', () => chatAnswer({ type: 'error', code: 'custom' })),
    /the answer ended with an error\. Check MODEL/,
  ],
  [
    'chat turn',
    'nothing is said',
    at('/api/chatkit', () => chatAnswer({ type: 'thread.created' })),
    /nothing was answered\. Check MODEL/,
  ],
  [
    'streaming',
    'a proxy collects the answer',
    () => {
      const limit = heldLimit();
      return (_, path) => (path === '/api/trpc/tasks.changed' ? limit.pass() : undefined);
    },
    /an open stream brought no event\. .*buffering/,
  ],
  [
    'clean-up',
    'the user cannot be removed',
    at('/api/auth/delete-user', () => new Response(null, { status: 500 })),
    /delete-user answered 500\. .*may remain/,
  ],
];

async function examined(): Promise<{ failed: string | null; report: string }> {
  const lines: string[] = [];
  const place = { origin, issuer: app.origin };
  const failed = await examine(place, (line) => void lines.push(line));
  return { failed, report: lines.join('\n') };
}

async function usersLeft(): Promise<number> {
  return (await app.db.query('select id from "user"')).length;
}

it('finds that every hop holds, and leaves nobody behind', async () => {
  meddle = () => undefined;
  const { failed, report } = await examined();
  expect(report).not.toMatch(/^fail/m);
  expect(failed).toBeNull();
  expect(await usersLeft()).toBe(0);
});

it('tells each step of a start that held, so that the next is the one that fails', async () => {
  await using folder = await makeDataFolder();
  const db = await openDatabase({ dataDir: folder.path });
  await db.migrate();
  await db.query(
    `insert into parley_migrations (index, name, hash) values (99, '0099_future', 'x')`,
  );
  await db.close();
  const held: string[] = [];
  const settings = readSettings({ PARLEY_DATA: folder.path, PORT: String(await freePort()) });
  const found = findPlace(settings, (step) => void held.push(step));
  await expect(found).rejects.toMatchObject({ code: 'SCHEMA_NEWER' });
  expect(startSteps[held.length]).toBe('migrations');
});

it.each(faults)('names %s when %s, and removes its user', async (hop, _, fault, words) => {
  meddle = fault();
  const { failed, report } = await examined();
  expect(failed).toBe(hop);
  const told = report.split('\n').filter((line) => line.startsWith('fail'));
  expect(told).toEqual([expect.stringMatching(words)]);
  expect(told[0]?.slice(6, 20).trim()).toBe(hop);
  expect(await usersLeft()).toBe(hop === 'clean-up' ? 1 : 0);
});
