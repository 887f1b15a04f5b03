import { describe, expect, test } from 'vitest';
import { errorOf, post, queryRequest, sendAs, useTestApi } from '../test-api.ts';

const openApi = useTestApi();

function times(count: number): string {
  return Array(count).fill('tasks.tags').join(',');
}

describe('batches', () => {
  const input = encodeURIComponent(JSON.stringify({ 0: {}, 1: {} }));

  test('of good calls are answered in order', async () => {
    const api = await openApi();
    const { status, body } = await sendAs(
      api,
      `/api/trpc/tasks.list,account.me?batch=1&input=${input}`,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject([
      { result: { data: { total: 0 } } },
      { result: { data: { email: api.ada.email } } },
    ]);
  });

  test('of a stranger carry the challenge', async () => {
    const api = await openApi();
    const { status, headers, body } = await api.query(
      `tasks.list,account.me?batch=1&input=${input}`,
    );
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(body).toMatchObject([
      { error: { data: { authCode: 'SIGN_IN_REQUIRED' } } },
      { error: { data: { authCode: 'SIGN_IN_REQUIRED' } } },
    ]);
  });

  test('without keys say when to come back', async () => {
    const api = await openApi();
    api.issuer.keysAvailable = false;
    const { status, headers } = await sendAs(
      api,
      `/api/trpc/tasks.list,account.me?batch=1&input=${input}`,
    );
    expect([status, headers.get('retry-after')]).toEqual([503, '5']);
  });

  test('verify one token once', async () => {
    const api = await openApi();
    const request = queryRequest(`tasks.list,account.me?batch=1&input=${input}`, {
      token: api.ada.token,
    });
    const context = api.context(request);
    expect(context.authenticate()).toBe(context.authenticate());
  });

  test('of ten are served and of eleven refused', async () => {
    const api = await openApi();
    expect((await sendAs(api, `/api/trpc/${times(10)}?batch=1`)).status).toBe(200);
    const { status, body } = await sendAs(api, `/api/trpc/${times(11)}?batch=1`);
    expect([status, errorOf(body)?.message]).toEqual([400, 'At most 10 calls fit in one batch.']);
  });

  test.each([
    'tasks.tags,tasks.create',
    'tasks.changed',
    'tasks.changed,tasks.changed',
    'tasks.changed,tasks.tags',
  ])('of %s are refused', async (paths) => {
    const api = await openApi();
    const { status, body } = await sendAs(api, `/api/trpc/${paths}?batch=1`);
    expect([status, errorOf(body)?.message]).toEqual([
      400,
      'A batch holds only queries or only mutations.',
    ]);
  });

  test('with one bad call fail only in that call', async () => {
    const api = await openApi();
    const bodies = JSON.stringify({ 0: { title: 'Good' }, 1: { title: '' } });
    const { status, body } = await sendAs(
      api,
      '/api/trpc/tasks.create,tasks.create?batch=1',
      post(bodies),
    );
    expect(status).toBe(207);
    expect(body).toMatchObject([
      { result: { data: { title: 'Good' } } },
      { error: { data: { fields: { title: 'Must not be empty.' } } } },
    ]);
  });
});
