import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '@parley/testing/free-port';
import { bearer, chatMessage, cookiesOf } from './app-kit.ts';
import { spawnProgram } from './spawn-server.ts';
import type { Spawned } from './spawn-server.ts';

const email = `${randomUUID()}@example.com`;
const password = `pw-${randomUUID()}`;
const words = `Add buy milk ${randomUUID()}`;
let folder: string;
let port: number;
let url: string;
let server: Spawned;
let cookie = '';
let token = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-whole-'));
  port = await freePort();
  url = `http://localhost:${port}`;
  server = start();
  await server.firstLine;
}, 120_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

function start(settings: Record<string, string> = {}): Spawned {
  return spawnProgram('main', { PORT: String(port), PARLEY_DATA: folder, ...settings });
}

function post(path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  const all = { 'content-type': 'application/json', ...headers };
  return fetch(`${url}${path}`, { method: 'POST', headers: all, body: JSON.stringify(body) });
}

describe('a server started with nothing set', () => {
  it('prints one line for a person', () => {
    expect(server.stdout()).toMatch(
      /^Parley is ready at http:\/\/localhost:\d+ \(database: PGlite[^)]*, model: offline assistant\)\n$/,
    );
    expect(server.stderr()).toBe('');
  });

  it('tells the page which assistant answers', async () => {
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
    const [, block = ''] = /id="parley-config">(.*?)<\/script>/.exec(page) ?? [];
    expect(JSON.parse(block)).toMatchObject({ modelLabel: 'offline assistant' });
  });

  it('takes a person from sign-up to a task made by chat', async () => {
    const signUp = await post(
      '/api/auth/sign-up/email',
      { name: 'Ann', email, password },
      { origin: url },
    );
    expect(signUp.status).toBe(200);
    cookie = cookiesOf(signUp);
    const tokenAnswer = await fetch(`${url}/api/auth/token`, { headers: { cookie } });
    ({ token } = (await tokenAnswer.json()) as { token: string });
    const chat = await fetch(`${url}/api/chatkit`, {
      method: 'POST',
      headers: bearer({ token }),
      body: chatMessage(words),
    });
    expect(await chat.text()).toContain('"assistant_message"');
    const list = await fetch(`${url}/api/trpc/tasks.list?input=%7B%7D`, {
      headers: bearer({ token }),
    });
    expect(await list.json()).toMatchObject({ result: { data: { total: 1 } } });
  });

  it.each(['https://evil.example', 'null', 'http://localhost:9.evil.example'])(
    'lets no page at %s sign in, or read a token',
    async (origin) => {
      const signIn = await post('/api/auth/sign-in/email', { email, password }, { origin, cookie });
      expect(signIn.status).toBe(403);
      expect(signIn.headers.getSetCookie()).toEqual([]);
      const tokenAnswer = await fetch(`${url}/api/auth/token`, { headers: { origin, cookie } });
      expect(tokenAnswer.headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it.each([
    ['no request line', 'rubbish\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a bad host', 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n'],
    ['a backslash', 'GET /a\\b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
  ])('answers %s with 400 and lives', async (_, bytes) => {
    expect(await exchange(bytes)).toMatch(/^HTTP\/1\.1 400 /);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('lives on when a client tears its connection in the middle of a body', async () => {
    const head = 'POST /api/chatkit HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n';
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
    socket.write(`${head}Authorization: Bearer ${token}\r\n\r\n{"type":`, () =>
      socket.resetAndDestroy(),
    );
    await new Promise((resolve) => socket.once('close', resolve));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('refuses to share its data folder, naming it', async () => {
    await using second = start({ PORT: String(await freePort()) });
    expect(await second.exit).toBe(1);
    expect(second.stderr()).toContain(folder);
    expect(second.stderr().trim().split('\n')).toHaveLength(1);
  }, 120_000);

  it('wrote nothing secret anywhere', () => {
    const all = server.stdout() + server.stderr();
    for (const secret of [email, password, token, words, cookie.split('=')[1] ?? 'none']) {
      expect(all.includes(secret)).toBe(false);
    }
  });

  it('ends in order at Ctrl-C though a stream is open', async () => {
    const stream = await fetch(`${url}/api/trpc/tasks.changed`, {
      headers: { ...bearer({ token }), accept: 'text/event-stream' },
    });
    expect(stream.status).toBe(200);
    server.signal('SIGINT');
    expect(await server.exit).toBe(0);
    await stream.text();
  });

  it('finds everything again at the next start', async () => {
    server = start();
    await server.firstLine;
    const list = await fetch(`${url}/api/trpc/tasks.list?input=%7B%7D`, {
      headers: bearer({ token }),
    });
    expect(await list.json()).toMatchObject({ result: { data: { total: 1 } } });
    const session = await fetch(`${url}/api/auth/get-session`, { headers: { cookie } });
    expect(await session.json()).toMatchObject({ user: { email } });
  }, 120_000);
});

/** Sends bytes as they are and answers with what came back. */
function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.once('error', reject);
    socket.once('close', () => resolve(text));
    socket.write(bytes);
  });
}
