import { describe, expect, test } from 'vitest';
import { limits } from '../../src/index.ts';
import { everythingOf } from '../every-procedure.ts';
import { errorOf, post, sendAs, useTestApi } from '../test-api.ts';

const openApi = useTestApi();

describe('bodies', () => {
  test.each(['', '{', '{"title":"x"', 'undefined', '\u{feff}{]'])('%j is no JSON', async (text) => {
    const api = await openApi();
    const { status, body } = await sendAs(api, '/api/trpc/tasks.create', post(text));
    expect([status, errorOf(body)?.data.code]).toEqual([400, 'BAD_REQUEST']);
    // V8 quotes the input in its own message.
    expect(errorOf(body)?.message).toBe(
      'The request could not be read: check its address, its batch and its JSON.',
    );
  });

  test.each([[[0xff, 0xfe]], [[0xc3, 0x28]], [[0xed, 0xa0, 0x80]]])(
    'with the bytes %j in them are no text',
    async (bytes) => {
      const api = await openApi();
      const body = Buffer.from([...Buffer.from('{"title":"'), ...bytes, ...Buffer.from('"}')]);
      const answer = await sendAs(api, '/api/trpc/tasks.create', post(body));
      expect([answer.status, errorOf(answer.body)?.message]).toEqual([
        400,
        'The body is not text in UTF-8.',
      ]);
      expect((await everythingOf(api.ada)).tasks.total).toBe(0);
    },
  );

  test('of a title of one megabyte is too large', async () => {
    const api = await openApi();
    const text = JSON.stringify({ title: 'x'.repeat(1024 * 1024) });
    const { status, body } = await sendAs(api, '/api/trpc/tasks.create', post(text));
    expect([status, errorOf(body)?.data.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect((await everythingOf(api.ada)).tasks.total).toBe(0);
  });

  test('are counted as they come, whatever content-length says', async () => {
    const api = await openApi();
    let sent = 0;
    let cancelled = false;
    const long = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
        if (sent > 16 * limits.bodyBytes) controller.close();
      },
      cancel() {
        cancelled = true;
      },
    });
    const { status } = await sendAs(api, '/api/trpc/tasks.create', post(long));
    expect(status).toBe(413);
    expect(sent).toBeLessThanOrEqual(limits.bodyBytes + 3 * 65_536);
    expect(cancelled).toBe(true);
  });

  test('of exactly the limit are read', async () => {
    const api = await openApi();
    const json = JSON.stringify({ title: 'Fits' });
    const text = json + ' '.repeat(limits.bodyBytes - json.length);
    expect((await sendAs(api, '/api/trpc/tasks.create', post(text))).status).toBe(200);
    expect((await sendAs(api, '/api/trpc/tasks.create', post(`${text} `))).status).toBe(413);
  });

  test('that break off are nobody’s task', async () => {
    const api = await openApi();
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"title":'));
        controller.error(new Error('gone'));
      },
    });
    const { status, body } = await sendAs(api, '/api/trpc/tasks.create', post(broken));
    expect([status, errorOf(body)?.data.code]).toEqual([499, 'CLIENT_CLOSED_REQUEST']);
  });

  test('nested a hundred thousand deep are refused', async () => {
    const api = await openApi();
    const text = `{"title":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const { status } = await sendAs(api, '/api/trpc/tasks.create', post(text));
    expect(status).toBe(400);
  });
});
