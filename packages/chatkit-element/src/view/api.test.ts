import type { ChatKitOptions } from '@openai/chatkit';
import { describe, expect, it } from 'vitest';
import { apiOf } from './api.ts';
import type { Api } from './api.ts';

const page = 'https://app.example/page';

/** An API whose server takes only the secrets that are `good`. */
function secured(good: string): { api: Api; asked: (string | null)[]; seen: (string | null)[] } {
  const asked: (string | null)[] = [];
  const seen: (string | null)[] = [];
  const options = {
    api: {
      url: '/chat',
      async getClientSecret(current: string | null) {
        asked.push(current);
        return `secret-${asked.length}`;
      },
      async fetch(_input: string, init: RequestInit) {
        const token = new Headers(init.headers).get('authorization');
        seen.push(token);
        return new Response(null, { status: token === `Bearer ${good}` ? 200 : 401 });
      },
    },
  };
  const api = apiOf(options, page);
  if (api === null) throw new Error('The options name a server.');
  return { api, asked, seen };
}

it('needs an address, and makes it absolute', () => {
  expect(apiOf({} as ChatKitOptions, page)).toBeNull();
  expect(apiOf({ api: { url: 'http://[', domainKey: '' } }, page)).toBeNull();
  expect(apiOf({ api: { url: '/chat', domainKey: '' } }, page)?.url).toBe(
    'https://app.example/chat',
  );
});

describe('a client secret', () => {
  it('is asked for once by requests that start together', async () => {
    const { api, asked, seen } = secured('secret-1');
    await Promise.all([api.fetch(api.url, {}), api.fetch(api.url, {})]);
    expect(asked).toEqual([null]);
    expect(seen).toEqual(['Bearer secret-1', 'Bearer secret-1']);
  });

  it('is renewed once when the server refuses it', async () => {
    const { api, asked } = secured('secret-2');
    const answers = await Promise.all([api.fetch(api.url, {}), api.fetch(api.url, {})]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(asked).toEqual([null, 'secret-1']);
  });

  it('is asked for again after a failure to get one', async () => {
    let asked = 0;
    const options = {
      api: {
        url: '/chat',
        async getClientSecret() {
          asked += 1;
          if (asked === 1) throw new Error('offline');
          return 'x';
        },
        fetch: async () => new Response(null, { status: 200 }),
      },
    };
    const api = apiOf(options, page);
    await expect(api?.fetch(api.url, {})).rejects.toThrow('offline');
    expect((await api?.fetch(api.url, {}))?.status).toBe(200);
  });
});
