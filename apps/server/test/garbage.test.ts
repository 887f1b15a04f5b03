import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, createTestApp } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';

let app: TestApp;
let user: TestUser;
beforeAll(async () => {
  app = await createTestApp();
  user = await app.signUp();
});
afterAll(() => app[Symbol.asyncDispose]());

const doors = [
  '/api/auth/sign-up/email',
  '/api/auth/sign-in/email',
  '/api/auth/request-password-reset',
  '/api/trpc/tasks.create',
  '/api/trpc/tasks.update',
  '/api/trpc/threads.rename',
  '/api/chatkit',
];

const bodies: [string, string | undefined][] = [
  ['no body', undefined],
  ['an empty body', ''],
  ['no JSON', '{"title": '],
  ['a bare null', 'null'],
  ['a number', '7'],
  ['a list', '[]'],
  ['wrong types', '{"type":7,"params":"x","title":{},"email":1,"password":[],"id":false}'],
  ['another form', 'a=b&c=d'],
  [
    'NUL in a text',
    '{"type":"threads.update","params":{"thread_id":"a\\u0000","title":"\\u0000"}}',
  ],
];

/** Status and code of the refusal of a long body, which each door says in the form of its clients. */
async function refusalOf(path: string, response: Response): Promise<[number, unknown]> {
  const body = (await response.json()) as { code?: string; error?: Record<string, unknown> };
  if (path === '/api/chatkit') return [response.status, body.error?.['code']];
  const data = body.error?.['data'] as { code: string } | undefined;
  return [response.status, path.startsWith('/api/trpc/') ? data?.code : body.code];
}

function tooLarge(path: string): [number, string] {
  return [413, path === '/api/chatkit' ? 'body_too_large' : 'PAYLOAD_TOO_LARGE'];
}

describe.each(doors)('POST %s', (path) => {
  const send = (body: string | undefined): Promise<Response> => {
    const headers = { ...bearer(user), origin: app.origin };
    return app.request(path, { method: 'POST', headers, ...(body !== undefined && { body }) });
  };

  it.each(bodies)('answers %s with a 4xx and a code', async (_, body) => {
    const response = await send(body);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.text()).toMatch(/"code":\s*"[A-Za-z_]+"/);
  });

  it('answers a megabyte with 413', async () => {
    const response = await send(`{"title":"${'a'.repeat(1024 * 1024)}"}`);
    expect(await refusalOf(path, response)).toEqual(tooLarge(path));
  });

  it('answers a megabyte whose length is not announced with 413', async () => {
    const chunk = new TextEncoder().encode('a'.repeat(64 * 1024));
    let left = 16;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
    });
    const headers = { ...bearer(user), origin: app.origin, 'transfer-encoding': 'chunked' };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    const response = await app.request(path, init);
    expect(await refusalOf(path, response)).toEqual(tooLarge(path));
  });
});

describe('addresses that lead nowhere', () => {
  it.each([
    ['GET', '/api'],
    ['GET', '/api/nothing'],
    ['POST', '/api/nothing'],
    ['GET', '/api/chatkit'],
    ['GET', '/api/trpc'],
    ['GET', '/api/trpc/'],
    ['GET', '/api/trpcx/tasks.list'],
    ['GET', '/api/trpc/no.such'],
    ['PUT', '/api/auth/sign-in/email'],
    ['GET', '/api/auth/no-such'],
    ['GET', '/.well-known/nothing'],
    ['GET', '/evil/tasks.list'],
  ])('%s %s is a JSON 404', async (method, path) => {
    const headers = { ...bearer(user), accept: 'application/json' };
    const response = await app.request(path, { method, headers });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.text()).toContain('"message"');
  });

  it('does not give the page to a browser that walks into the API', async () => {
    const response = await app.request('/api/nothing', { headers: { accept: 'text/html' } });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('takes no body where none is read', async () => {
    const response = await app.request('/tasks', { method: 'POST', body: 'x' });
    expect(response.status).toBe(413);
  });
});
