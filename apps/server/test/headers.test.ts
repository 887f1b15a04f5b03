import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, chatMessage, createTestApp } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';

let app: TestApp;
let user: TestUser;
beforeAll(async () => {
  app = await createTestApp();
  user = await app.signUp();
});
afterAll(() => app[Symbol.asyncDispose]());

const answers: [string, () => Promise<Response>][] = [
  ['the page', () => app.request('/', { headers: { accept: 'text/html' } })],
  ['an asset', () => app.request('/assets/app-AbCd1234.js')],
  ['a missing asset', () => app.request('/missing.js')],
  ['liveness', () => app.request('/healthz')],
  ['readiness', () => app.request('/readyz')],
  ['the key set', () => app.request('/.well-known/jwks.json')],
  ['a session', () => app.request('/api/auth/get-session', { headers: { cookie: user.cookie } })],
  ['a token', () => app.request('/api/auth/token', { headers: { cookie: user.cookie } })],
  ['a refused call', () => app.request('/api/trpc/tasks.tags')],
  ['a call', () => app.request('/api/trpc/tasks.tags', { headers: bearer(user) })],
  ['an unknown door', () => app.request('/api/nothing')],
  ['a refused chat', () => app.request('/api/chatkit', { method: 'POST' })],
  ['a chat', () => app.request('/api/chatkit', chat())],
];

function chat(): RequestInit {
  return { method: 'POST', headers: bearer(user), body: chatMessage('Hi') };
}

describe.each(answers)('%s', (_, answer) => {
  it('has the security headers, a request id and no foreign origin', async () => {
    const response = await answer();
    const { headers } = response;
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    await response.body?.cancel();
  });
});

describe('caching', () => {
  it.each(answers.filter(([name]) => /session|token|call|chat|door/.test(name)))(
    'keeps %s nowhere',
    async (_, answer) => {
      const response = await answer();
      expect(response.headers.get('cache-control')).toContain('no-store');
      await response.body?.cancel();
    },
  );

  it('lets the key set be kept for minutes, and asked for by its tag', async () => {
    const response = await app.request('/.well-known/jwks.json');
    expect(response.headers.get('cache-control')).toContain('max-age=300');
    expect(await response.json()).toMatchObject({ keys: [{ kty: 'OKP', alg: 'EdDSA' }] });
    const headers = { 'if-none-match': response.headers.get('etag') ?? '' };
    expect((await app.request('/.well-known/jwks.json', { headers })).status).toBe(304);
  });
});

describe('a stream', () => {
  it('asks every proxy to pass it on as it comes', async () => {
    const response = await app.request('/api/chatkit', chat());
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('cache-control')).toContain('no-transform');
    expect(response.headers.get('content-encoding')).toBeNull();
    await response.body?.cancel();
  });
});

describe('request ids', () => {
  it('are our own, whatever the client sends, and stand in error answers', async () => {
    const response = await app.request('/api/nothing', { headers: { 'x-request-id': 'mine' } });
    const { requestId } = (await response.json()) as { requestId: string };
    expect(requestId).toBe(response.headers.get('x-request-id'));
    expect(requestId).not.toBe('mine');
    expect(app.log()).toContain(requestId);
  });
});

describe('the issuer', () => {
  it('is the configured one, whatever host a request names', async () => {
    const request = new Request('http://evil.example/api/auth/token', {
      headers: { cookie: user.cookie },
    });
    const { token } = (await (await app.app.fetch(request)).json()) as { token: string };
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    expect(JSON.parse(payload)).toMatchObject({ iss: app.origin, aud: [app.origin] });
  });
});
