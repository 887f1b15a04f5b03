import { expect, onTestFinished, test, vi } from 'vitest';
import { bearer, chatMessage, createTestApp } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';
import { scriptedAssistant } from './scripted-assistant.ts';

const CHALLENGE =
  'Bearer error="invalid_token", error_description="The session has ended", ' +
  'resource_metadata="http://localhost:3000/.well-known/oauth-protected-resource"';

/** An answer whose words come one at a time, and never end by themselves. */
function endlessAssistant(): {
  /** Once the first word was sent. */
  begin: Promise<void>;
  stop: Promise<void>;
  assistant: ReturnType<typeof scriptedAssistant>;
} {
  const begun = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  const assistant = scriptedAssistant(async function* ({ signal }) {
    signal.addEventListener('abort', () => stopped.resolve(), { once: true });
    yield 'One ';
    begun.resolve();
    await stopped.promise;
  });
  return { begin: begun.promise, stop: stopped.promise, assistant };
}

async function signOut(kit: TestApp, user: TestUser): Promise<void> {
  const headers = { cookie: user.cookie, origin: kit.origin, 'content-type': 'application/json' };
  const answer = await kit.request('/api/auth/sign-out', { method: 'POST', headers, body: '{}' });
  expect(answer.status).toBe(200);
}

function listTasks(kit: TestApp, user: TestUser): Promise<Response> {
  return kit.request('/api/trpc/tasks.list?input=%7B%7D', { headers: bearer(user) });
}

test('signing out ends the tokens of the session, and those of no other', async () => {
  await using kit = await createTestApp();
  const [ann, bob] = [await kit.signUp('Ann'), await kit.signUp('Bob')];
  expect((await listTasks(kit, ann)).status).toBe(200);
  await signOut(kit, ann);
  await expect.poll(async () => (await listTasks(kit, ann)).status).toBe(401);
  const refused = await listTasks(kit, ann);
  expect(refused.headers.get('www-authenticate')).toBe(CHALLENGE);
  expect(await refused.json()).toMatchObject({ error: { data: { authCode: 'TOKEN_REVOKED' } } });
  const chat = await kit.request('/api/chatkit', {
    method: 'POST',
    headers: bearer(ann),
    body: chatMessage('Hello'),
  });
  expect(chat.status).toBe(401);
  expect(chat.headers.get('www-authenticate')).toBe(CHALLENGE);
  expect(await chat.json()).toMatchObject({ code: 'TOKEN_REVOKED' });
  expect((await listTasks(kit, bob)).status).toBe(200);
});

test('signing out ends an answer that is being written', async () => {
  const { begin, stop, assistant } = endlessAssistant();
  await using kit = await createTestApp({ assistant });
  const ann = await kit.signUp();
  const answer = await kit.request('/api/chatkit', {
    method: 'POST',
    headers: bearer(ann),
    body: chatMessage('Hello'),
  });
  expect(answer.status).toBe(200);
  const text = answer.text();
  await begin;
  await signOut(kit, ann);
  expect(await text).toContain('One ');
  await stop;
});

test('an answer that outlasts its token ends with it, unless the session shows a newer one', async () => {
  const { begin, stop, assistant } = endlessAssistant();
  await using kit = await createTestApp({ assistant });
  const ann = await kit.signUp();
  onTestFinished(() => void vi.useRealTimers());
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.now() });
  const answer = await kit.request('/api/chatkit', {
    method: 'POST',
    headers: bearer(ann),
    body: chatMessage('Hello'),
  });
  let text: string | undefined;
  const read = answer.text().then((all) => {
    text = all;
  });
  await begin;
  await vi.advanceTimersByTimeAsync(500_000);
  const renewed = await kit.request('/api/auth/token', { headers: { cookie: ann.cookie } });
  const { token } = (await renewed.json()) as { token: string };
  expect((await listTasks(kit, { ...ann, token })).status).toBe(200);
  await vi.advanceTimersByTimeAsync(500_000);
  expect(text).toBeUndefined();
  await vi.advanceTimersByTimeAsync(101_000);
  await stop;
  await read;
  expect(text).toContain('One ');
});

test('signing out breaks off a stream of changes', async () => {
  await using kit = await createTestApp();
  const ann = await kit.signUp();
  const stream = await kit.request('/api/trpc/tasks.changed', { headers: bearer(ann) });
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  const text = stream.text();
  await signOut(kit, ann);
  expect(await text).not.toContain('event: return');
});

test('the resource says who issues its tokens', async () => {
  await using kit = await createTestApp();
  const answer = await kit.request('/.well-known/oauth-protected-resource');
  expect(await answer.json()).toEqual({
    resource: kit.origin,
    authorization_servers: [kit.origin],
    bearer_methods_supported: ['header'],
    resource_name: 'Parley',
  });
  const stranger = await kit.request('/api/trpc/tasks.list?input=%7B%7D');
  expect(stranger.headers.get('www-authenticate')).toBe(
    `Bearer resource_metadata="${kit.origin}/.well-known/oauth-protected-resource"`,
  );
});
