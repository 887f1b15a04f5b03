import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp } from './app-kit.ts';
import type { TestApp } from './app-kit.ts';
import { mailServer } from './mail-server.ts';

let mail: Awaited<ReturnType<typeof mailServer>>;
let app: TestApp;
beforeAll(async () => {
  mail = await mailServer();
  app = await createTestApp({ smtpUrl: mail.url });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await mail[Symbol.asyncDispose]();
});

function post(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: app.origin };
  return app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

it('mails a link that sets a new password', async () => {
  const user = await app.signUp();
  const { email } = user;
  const asked = await post('/api/auth/request-password-reset', {
    email,
    redirectTo: '/reset-password',
  });
  expect(asked.status).toBe(200);
  const { to, message } = await mail.next();
  expect(to).toEqual([email]);
  const link = /https?:\/\/\S+/.exec(message)?.[0] ?? '';
  expect(link.startsWith(`${app.origin}/api/auth/reset-password/`)).toBe(true);

  const landed = await app.request(link.slice(app.origin.length), { redirect: 'manual' });
  const location = landed.headers.get('location') ?? '';
  const token = new URL(location, app.origin).searchParams.get('token');
  const newPassword = 'a brand new password';
  expect((await post('/api/auth/reset-password', { token, newPassword })).status).toBe(200);
  expect((await post('/api/auth/sign-in/email', { email, password: newPassword })).status).toBe(
    200,
  );
  const old = await post('/api/auth/sign-in/email', { email, password: user.password });
  expect(old.status).toBe(401);
  const again = await post('/api/auth/reset-password', { token, newPassword: 'yet another one' });
  expect(again.status).toBe(400);
});

it('answers the same for an address without an account', async () => {
  const user = await app.signUp();
  const known = await post('/api/auth/request-password-reset', { email: user.email });
  const unknown = await post('/api/auth/request-password-reset', { email: 'nobody@example.com' });
  expect(unknown.status).toBe(known.status);
  expect(await unknown.text()).toBe(await known.text());
});

it('signs up and in while no mail server answers', async () => {
  await mail[Symbol.asyncDispose]();
  const user = await app.signUp();
  const asked = await post('/api/auth/request-password-reset', { email: user.email });
  expect(asked.status).toBe(200);
});
