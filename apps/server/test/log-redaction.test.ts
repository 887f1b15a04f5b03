import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { bearer, chatMessage, cookiesOf, createTestApp } from './app-kit.ts';

it('a whole visit leaves no secret, address or word of the person in the log', async () => {
  await using app = await createTestApp();
  const { origin } = app;
  const json = { 'content-type': 'application/json', origin };
  const words = { title: `title-${randomUUID()}`, message: `words-${randomUUID()}` };
  const wrongPassword = `wrong-${randomUUID()}`;
  const newPassword = `new-${randomUUID()}`;
  const post = (path: string, body: unknown, headers: Record<string, string>): Promise<Response> =>
    app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });

  const user = await app.signUp(`Name-${randomUUID()}`);
  const { email, password } = user;
  await post('/api/auth/sign-up/email', { name: 'Again', email, password }, json);
  await post('/api/auth/sign-in/email', { email, password: wrongPassword }, json);
  await post('/api/auth/sign-in/email', { email: `${email}.x`, password }, json);
  const signIn = await post('/api/auth/sign-in/email', { email, password }, json);
  const cookie = cookiesOf(signIn);
  await app.request('/api/auth/get-session', { headers: { cookie } });
  await post('/api/trpc/tasks.create', { title: words.title }, bearer(user));
  await post('/api/trpc/tasks.create', { title: words.title, priority: words.title }, bearer(user));
  const search = encodeURIComponent(JSON.stringify({ search: words.title }));
  await app.request(`/api/trpc/tasks.list?input=${search}`, { headers: bearer(user) });
  await app.request(`/api/trpc/tasks.list?access_token=${user.token}`);
  await app.request('/api/trpc/tasks.list', {
    headers: { authorization: `Bearer ${user.token}x` },
  });
  const chat = await app.request('/api/chatkit', {
    method: 'POST',
    headers: bearer(user),
    body: chatMessage(words.message),
  });
  await chat.text();
  await app.request('/api/chatkit', { method: 'POST', headers: bearer(user), body: words.message });
  await app.request(`/reset-password?token=${words.title}`, { headers: { accept: 'text/html' } });
  await app.request(`/api/auth/reset-password/${words.title}?callbackURL=/reset-password`);
  await post('/api/auth/reset-password', { token: words.title, newPassword }, json);
  await post(
    '/api/auth/change-password',
    { currentPassword: password, newPassword },
    { ...json, cookie },
  );
  await post('/api/auth/sign-out', {}, { ...json, cookie });

  const log = app.log();
  const secrets = {
    ...words,
    email,
    password,
    wrongPassword,
    newPassword,
    name: user.name,
    token: user.token,
    signature: user.token.split('.')[2] ?? '',
    payload: user.token.split('.')[1] ?? '',
    cookie: cookie.split('=')[1] ?? '',
    sessionSecret: decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? '',
  };
  expect(log.split('\n').length).toBeGreaterThan(15);
  const all = Object.entries(secrets);
  expect(all.filter(([, secret]) => secret.length <= 15)).toEqual([]);
  const found = all.filter(([, secret]) =>
    [secret, encodeURIComponent(secret)].some((written) => log.includes(written)),
  );
  expect(found).toEqual([]);
});
