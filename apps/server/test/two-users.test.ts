import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, chatMessage, createTestApp, eventsOf } from './app-kit.ts';
import type { TestApp, TestUser } from './app-kit.ts';

let app: TestApp;
let ann: TestUser;
let bob: TestUser;
let task: { id: string; number: number };
let threadId: string;
let itemId: string;

beforeAll(async () => {
  app = await createTestApp();
  [ann, bob] = [await app.signUp('Ann'), await app.signUp('Bob')];
  const created = await mutate(ann, 'tasks.create', { title: 'Secret plan', tags: ['hidden'] });
  task = ((await created.json()) as { result: { data: typeof task } }).result.data;
  const events = await eventsOf(await chat(ann, chatMessage('My secret words')));
  const thread = events.find((event) => event['type'] === 'thread.created')?.['thread'];
  threadId = (thread as { id: string }).id;
  const done = events.findLast((event) => event['type'] === 'thread.item.done')?.['item'];
  itemId = (done as { id: string }).id;
});
afterAll(() => app[Symbol.asyncDispose]());

function query(user: TestUser, path: string, input: unknown = {}): Promise<Response> {
  const search = encodeURIComponent(JSON.stringify(input));
  return app.request(`/api/trpc/${path}?input=${search}`, { headers: bearer(user) });
}

function mutate(user: TestUser, path: string, input: unknown): Promise<Response> {
  const body = JSON.stringify(input);
  return app.request(`/api/trpc/${path}`, { method: 'POST', headers: bearer(user), body });
}

function chat(user: TestUser, body: string): Promise<Response> {
  return app.request('/api/chatkit', { method: 'POST', headers: bearer(user), body });
}

function operation(type: string, params: unknown): string {
  return JSON.stringify({ type, params });
}

describe('through the API', () => {
  it.each([
    ['tasks.get', () => query(bob, 'tasks.get', { id: task.id })],
    ['tasks.get by number', () => query(bob, 'tasks.get', { number: task.number })],
    ['tasks.update', () => mutate(bob, 'tasks.update', { id: task.id, title: 'Mine' })],
    ['tasks.complete', () => mutate(bob, 'tasks.complete', { id: task.id })],
    ['tasks.delete', () => mutate(bob, 'tasks.delete', { id: task.id })],
    ['tasks.restore', () => mutate(bob, 'tasks.restore', { id: task.id })],
    ['threads.get', () => query(bob, 'threads.get', { id: threadId })],
    ['threads.rename', () => mutate(bob, 'threads.rename', { id: threadId, title: 'Mine' })],
    ['threads.delete', () => mutate(bob, 'threads.delete', { id: threadId })],
  ])('%s of a foreign row is 404', async (_, call) => {
    const response = await call();
    expect(response.status).toBe(404);
    expect(await response.text()).not.toMatch(/[Ss]ecret/);
  });

  it.each(['tasks.list', 'threads.list'])('%s of another user is empty', async (path) => {
    const text = await (await query(bob, path)).text();
    expect(text).not.toMatch(/[Ss]ecret|hidden/);
  });
});

describe('through the chat', () => {
  it.each([
    ['threads.get_by_id', () => operation('threads.get_by_id', { thread_id: threadId })],
    ['threads.update', () => operation('threads.update', { thread_id: threadId, title: 'Mine' })],
    ['threads.delete', () => operation('threads.delete', { thread_id: threadId })],
    ['items.list', () => operation('items.list', { thread_id: threadId })],
    ['threads.add_user_message', () => chatMessage('And I?', threadId)],
    [
      'threads.retry_after_item',
      () => operation('threads.retry_after_item', { thread_id: threadId, item_id: itemId }),
    ],
    [
      'threads.custom_action',
      () => operation('threads.custom_action', { thread_id: threadId, action: { type: 'x' } }),
    ],
    [
      'items.feedback',
      () =>
        operation('items.feedback', { thread_id: threadId, item_ids: [itemId], kind: 'positive' }),
    ],
  ])('%s of a foreign thread is 404', async (_, body) => {
    const response = await chat(bob, body());
    expect(response.status).toBe(404);
    expect(await response.text()).not.toMatch(/secret|Hello/);
  });

  it('threads.list of another user is empty', async () => {
    const response = await chat(bob, operation('threads.list', { limit: 20 }));
    expect(await response.json()).toMatchObject({ data: [], has_more: false });
  });
});

it('leaves everything where it was', async () => {
  const got = await (await query(ann, 'tasks.get', { id: task.id })).json();
  expect(got).toMatchObject({ result: { data: { title: 'Secret plan', status: 'todo' } } });
  const thread = await chat(ann, operation('threads.get_by_id', { thread_id: threadId }));
  expect(await thread.json()).toMatchObject({ id: threadId, items: { data: [{}, {}] } });
});
