import { describe, expect, test } from 'vitest';
import { everythingOf } from '../every-procedure.ts';
import { errorOf, ORIGIN, post, sendAs, useTestApi } from '../test-api.ts';

const openApi = useTestApi();

describe('what is refused before a procedure is looked for', () => {
  test.each([
    ['another prefix', '/evil/api/tasks.list?input={}'],
    ['a prefix of the same length', '/evil/trpc/tasks.list?input={}'],
    ['a longer prefix', '/api/trpcx/tasks.list?input={}'],
    ['no procedure', '/api/trpc/'],
    ['the prefix alone', '/api/trpc'],
    ['an unknown procedure', '/api/trpc/tasks.obliterate?input={}'],
    ['a router', '/api/trpc/tasks?input={}'],
    ['a second name by slashes', '/api/trpc//tasks.list?input={}'],
    ['a second name by a trailing slash', '/api/trpc/tasks.list/?input={}'],
    ['a name of every object', '/api/trpc/constructor'],
    ['the prototype', '/api/trpc/__proto__'],
  ])('%s is not found', async (_, path) => {
    const api = await openApi();
    const { status, body } = await sendAs(api, path);
    expect([status, errorOf(body)?.data.code]).toEqual([404, 'NOT_FOUND']);
    expect(errorOf(body)?.message).toBe('There is no such procedure.');
  });

  test('an encoded dot is the same dot', async () => {
    const api = await openApi();
    expect((await sendAs(api, '/api/trpc/tasks%2Elist?input={}')).status).toBe(200);
  });

  test.each([
    ['an address that is not UTF-8', '/api/trpc/%E0%A4%A', 400, 'BAD_REQUEST'],
    ['a long path', `/api/trpc/${'a'.repeat(513)}`, 413, 'PAYLOAD_TOO_LARGE'],
    ['a long address', `/api/trpc/tasks.list?x=${'a'.repeat(8192)}`, 413, 'PAYLOAD_TOO_LARGE'],
    ['a token in the address', '/api/trpc/tasks.list?connectionParams={}', 400, 'BAD_REQUEST'],
    ['an access token in the address', '/api/trpc/tasks.list?access_token=x', 400, 'BAD_REQUEST'],
    ['input that is no JSON', '/api/trpc/tasks.list?input={wrong', 400, 'BAD_REQUEST'],
    [
      'a mutation by GET',
      '/api/trpc/tasks.create?input={"title":"x"}',
      405,
      'METHOD_NOT_SUPPORTED',
    ],
  ])('%s', async (_, path, status, code) => {
    const api = await openApi();
    const { status: found, body } = await sendAs(api, path);
    expect([found, errorOf(body)?.data.code]).toEqual([status, code]);
    expect((await everythingOf(api.ada)).tasks.total).toBe(0);
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s', async (method) => {
    const api = await openApi();
    const { status, headers, body } = await sendAs(api, '/api/trpc/tasks.create', { method });
    expect([status, errorOf(body)?.data.code]).toEqual([405, 'METHOD_NOT_SUPPORTED']);
    expect(headers.get('allow')).toBe('GET, POST');
  });

  test('HEAD', async () => {
    const api = await openApi();
    const response = await api.send(
      new Request(new URL('/api/trpc/tasks.list', ORIGIN), { method: 'HEAD' }),
    );
    expect(response.status).toBe(405);
  });

  test('a query by POST', async () => {
    const api = await openApi();
    const { status, body } = await sendAs(api, '/api/trpc/tasks.list', post('{}'));
    expect([status, errorOf(body)?.data.code]).toEqual([405, 'METHOD_NOT_SUPPORTED']);
  });

  test.each(['text/plain', 'application/jsonx', 'application/x-www-form-urlencoded', ''])(
    'a body of type %j',
    async (type) => {
      const api = await openApi();
      const { status, body } = await sendAs(
        api,
        '/api/trpc/tasks.create',
        post('{"title":"x"}', type),
      );
      expect([status, errorOf(body)?.data.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
      expect((await everythingOf(api.ada)).tasks.total).toBe(0);
    },
  );

  test('a form, which a page elsewhere could send without asking', async () => {
    const api = await openApi();
    const form = new FormData();
    form.set('title', 'x');
    const init = { method: 'POST', body: form };
    expect((await sendAs(api, '/api/trpc/tasks.create', init)).status).toBe(415);
  });

  test('a streamed batch, whose status could not say 401', async () => {
    const api = await openApi();
    const headers = { 'trpc-accept': 'application/jsonl' };
    const { status } = await sendAs(api, '/api/trpc/tasks.list?batch=1&input={}', { headers });
    expect(status).toBe(415);
  });
});

test('a malformed Authorization header is the caller’s mistake', async () => {
  const api = await openApi();
  const headers = { authorization: 'Bearer a b' };
  const { status, body, headers: answered } = await api.query('tasks.tags', { headers });
  expect([status, errorOf(body)?.data.authCode]).toEqual([400, 'AUTHORIZATION_MALFORMED']);
  expect(answered.get('www-authenticate')).toMatch(/^Bearer error="invalid_request"/);
});
