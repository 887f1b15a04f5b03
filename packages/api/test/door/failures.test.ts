import { describe, expect, test } from 'vitest';
import { handleTrpc } from '../../src/index.ts';
import { errorOf, mutationRequest, useTestApi } from '../test-api.ts';

const openApi = useTestApi();

describe('failures', () => {
  test('name the wrong fields and nothing else', async () => {
    const api = await openApi();
    const { body } = await api.mutate('tasks.create', {
      token: api.ada.token,
      input: { title: ' ', tags: ['a', 'b', ''], userId: api.bob.id },
    });
    expect(body).toEqual({
      error: {
        code: -32600,
        message: 'Some of the input is not valid.',
        data: {
          code: 'BAD_REQUEST',
          httpStatus: 400,
          path: 'tasks.create',
          requestId: 'request-1',
          fields: {
            title: 'Must not be empty.',
            'tags.2': 'Must not be empty.',
            userId: 'This field is not known here.',
          },
        },
      },
    });
  });

  test('of the database are ours, neutral, and reported whole', async () => {
    const api = await openApi();
    const broken = Object.create(api.db, {
      drizzle: {
        get() {
          throw new Error('password=hunter2 at db.internal');
        },
      },
      query: {
        get() {
          throw new Error('password=hunter2 at db.internal');
        },
      },
    });
    const request = mutationRequest('tasks.create', {
      token: api.ada.token,
      input: { title: 'x' },
    });
    const reported: unknown[] = [];
    const response = await handleTrpc(request, {
      context: { ...api.context(request), db: broken },
      onError: ({ error, ...failure }) => reported.push([failure, error.cause?.message]),
    });
    const body = await response.json();
    expect(response.status).toBe(500);
    expect(body).toEqual({
      error: {
        code: -32603,
        message: 'Something went wrong on our side. It was not saved; please try again.',
        data: {
          code: 'INTERNAL_SERVER_ERROR',
          httpStatus: 500,
          path: 'tasks.create',
          requestId: 'request-1',
        },
      },
    });
    expect(reported).toEqual([
      [
        {
          requestId: 'request-1',
          path: 'tasks.create',
          code: 'INTERNAL_SERVER_ERROR',
          httpStatus: 500,
        },
        'password=hunter2 at db.internal',
      ],
    ]);
  });

  test('never carry the input to the log', async () => {
    const api = await openApi();
    await api.mutate('tasks.create', {
      token: api.ada.token,
      input: { title: 'x', notes: `my secret${'x'.repeat(5000)}` },
    });
    expect(api.failures).toHaveLength(1);
    expect(JSON.stringify(api.failures)).not.toContain('my secret');
    expect(JSON.stringify(api.failures)).not.toContain(api.ada.token);
  });

  test('of a deleted user’s token ask to sign in', async () => {
    const api = await openApi();
    const token = api.issuer.tokenFor('nobody');
    for (const sent of [
      await api.mutate('tasks.create', { token, input: { title: 'x' } }),
      await api.query('account.me', { token }),
    ]) {
      expect(sent.status).toBe(401);
      expect(sent.headers.get('www-authenticate')).toBe(
        'Bearer error="invalid_token", error_description="This account no longer exists"',
      );
      expect(errorOf(sent.body)?.data.authCode).toBe('USER_GONE');
    }
  });
});
