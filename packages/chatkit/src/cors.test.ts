import { describe, expect, test } from 'vitest';
import { createCors } from './cors.ts';
import type { CorsOptions } from './cors.ts';
import { annContext, createBody, serverUnderTest } from './internal/server-under-test.ts';

const app = 'https://app.example';
const url = 'https://chat.example/chatkit';

function corsWith(options: Partial<CorsOptions> = {}): ReturnType<typeof createCors> {
  return createCors({ origins: [app, 'http://localhost:5173'], ...options });
}

function preflight(origin: string | null, options: Partial<CorsOptions> = {}): Promise<Response> {
  const handle = corsWith(options)(() => new Response('reached', { status: 418 }));
  const headers: Record<string, string> = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type, chatkit-frame-instance-id',
    ...(origin === null ? {} : { origin }),
  };
  return handle(new Request(url, { method: 'OPTIONS', headers }));
}

async function answerTo(
  origin: string | null,
  answer: Response,
  options: Partial<CorsOptions> = {},
): Promise<Response> {
  const handle = corsWith(options)(() => answer);
  const headers: Record<string, string> = origin === null ? {} : { origin };
  return handle(new Request(url, { method: 'POST', headers }));
}

const granted = (response: Response): (string | null)[] =>
  ['origin', 'credentials'].map((name) => response.headers.get(`access-control-allow-${name}`));

const strangers: [string, string | null][] = [
  ['no origin', null],
  ['another origin', 'https://evil.example'],
  ['the origin of a sandboxed page', 'null'],
  ['a host that only begins alike', 'https://app.example.evil.example'],
  ['a host that only ends alike', 'https://evil-app.example'],
  ['a subdomain', 'https://sub.app.example'],
  ['another scheme', 'http://app.example'],
  ['another port', 'https://app.example:8443'],
  ['a path', 'https://app.example/'],
  ['other letters', 'https://APP.example'],
  ['two origins', 'https://app.example, https://evil.example'],
  ['a star', '*'],
];

describe('a preflight', () => {
  test.each([app, 'http://localhost:5173'])('allows what clients do from %s', async (origin) => {
    const response = await preflight(origin);
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(Object.fromEntries(response.headers)).toEqual({
      allow: 'POST, OPTIONS',
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': expect.any(String),
      'access-control-max-age': '600',
      vary: 'Access-Control-Request-Method, Access-Control-Request-Headers, Origin',
    });
  });

  test.each(strangers)('allows nothing from %s', async (_title, origin) => {
    const response = await preflight(origin, { credentials: true });
    expect(response.status).toBe(204);
    expect([...response.headers.keys()].toSorted()).toEqual(['allow', 'vary']);
    expect(response.headers.get('vary')).toContain('Origin');
  });

  test.each([
    'accept',
    'accept-language',
    'authorization',
    'chatkit-device-id',
    'chatkit-frame-instance-id',
    'content-type',
    'last-event-id',
    'openai-sentinel-token',
    'x-own',
  ])('allows the header %s', async (name) => {
    const response = await preflight(app, { headers: ['X-Own'] });
    const allowed = response.headers.get('access-control-allow-headers')?.split(', ');
    expect(allowed).toContain(name);
    expect(allowed).toEqual([...new Set(allowed)]);
  });

  test('says which methods, how long, and whether with cookies', async () => {
    const methods = ['put', 'POST', 'GET'];
    const options = { methods, maxAgeSeconds: 0, credentials: true };
    const { headers } = await preflight(app, options);
    expect(headers.get('access-control-allow-methods')).toBe('PUT, POST, GET');
    expect(headers.get('access-control-max-age')).toBe('0');
    expect(headers.get('access-control-allow-credentials')).toBe('true');
  });
});

describe('an answer', () => {
  test.each([200, 400, 401, 404, 413, 500, 503])(
    'with %i can be read by a page on the list',
    async (status) => {
      const response = await answerTo(app, new Response('text', { status, statusText: 'So' }));
      expect([response.status, response.statusText]).toEqual([status, 'So']);
      expect(await response.text()).toBe('text');
      expect(granted(response)).toEqual([app, null]);
      expect(response.headers.get('vary')).toBe('Origin');
      const exposed = response.headers.get('access-control-expose-headers');
      expect(exposed).toContain('retry-after');
    },
  );

  test.each(strangers)('cannot be read by %s', async (_title, origin) => {
    const response = await answerTo(origin, new Response('text'), { credentials: true });
    expect(granted(response)).toEqual([null, null]);
    expect(response.headers.get('vary')).toBe('Origin');
    expect(await response.text()).toBe('text');
  });

  test('loses permissions that the handler gave', async () => {
    const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };
    const own = await answerTo(app, new Response(null, { headers }), { credentials: true });
    expect(granted(own)).toEqual([app, 'true']);
    expect(own.headers.get('access-control-expose-headers')).not.toContain('*');
    const foreign = await answerTo('https://evil.example', new Response(null, { headers }));
    expect(granted(foreign)).toEqual([null, null]);
  });

  test.each([
    ['accept-language', 'accept-language, Origin'],
    ['accept, ORIGIN', 'accept, ORIGIN'],
    ['*', '*'],
  ])('that varies by %s says so once', async (vary, expected) => {
    const response = await answerTo(app, new Response(null, { headers: { vary } }));
    expect(response.headers.get('vary')).toBe(expected);
  });

  test('exposes what else is asked for', async () => {
    const options = { exposedHeaders: ['X-Run', 'retry-after'] };
    const response = await answerTo(app, new Response(null), options);
    const exposed = response.headers.get('access-control-expose-headers')?.split(', ');
    expect(exposed).toContain('x-run');
    expect(exposed).toEqual([...new Set(exposed)]);
  });

  test('streams on, and is cut off when its reader leaves', async () => {
    const { server } = serverUnderTest();
    const handle = corsWith()((request: Request, context: typeof annContext) =>
      server.handle(request, context),
    );
    const body = JSON.stringify(createBody('Hello'));
    const headers = { origin: app, 'content-type': 'application/json' };
    const request = new Request(url, { method: 'POST', headers, body });
    const response = await handle(request, annContext);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(granted(response)).toEqual([app, null]);
    expect(await response.text()).toContain('thread.created');
    let cancelled = false;
    const endless = new ReadableStream({
      cancel() {
        cancelled = true;
      },
    });
    await (await answerTo(app, new Response(endless))).body?.cancel();
    expect(cancelled).toBe(true);
  });

  test('keeps status and headers where there is no body', async () => {
    const response = await answerTo(
      app,
      new Response(null, { status: 304, headers: { etag: 'x' } }),
    );
    expect([response.status, response.body, response.headers.get('etag')]).toEqual([
      304,
      null,
      'x',
    ]);
  });
});

describe('options', () => {
  test.each([
    '*',
    'null',
    '',
    'app.example',
    `${app}/`,
    `${app}:443`,
    'https://*.app.example',
    'ftp://app.example',
    'HTTPS://app.example',
  ])('refuse %j as an origin', (origin) => {
    expect(() => createCors({ origins: [origin] })).toThrow(TypeError);
  });

  test.each([
    { methods: ['*'] },
    { methods: ['GET, PUT'] },
    { headers: ['*'] },
    { headers: ['a\r\nb'] },
    { exposedHeaders: ['*'] },
    { exposedHeaders: [''] },
  ])('refuse %j', (options) => {
    expect(() => corsWith(options)).toThrow(TypeError);
  });

  test.each([-1, 1.5, Number.NaN])('refuse %d seconds', (maxAgeSeconds) => {
    expect(() => corsWith({ maxAgeSeconds })).toThrow(RangeError);
  });

  test('may name nobody, and then nobody is let in', async () => {
    expect(granted(await preflight(app, { origins: [] }))).toEqual([null, null]);
  });
});
