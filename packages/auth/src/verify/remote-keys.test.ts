import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { JWKS, issuerKey, publicJwk, secondKey, strangerKey } from '../../test/minter.ts';
import { json, startJwksServer, text } from '../../test/jwks-server.ts';
import type { JwksServer } from '../../test/jwks-server.ts';
import { remoteKeys } from './remote-keys.ts';
import type { RemoteKeysOptions } from './remote-keys.ts';

const first = publicJwk(issuerKey, 'key-1');
const second = publicJwk(secondKey, 'key-2');

async function setUp(answer: RequestListener = json(JWKS), options: RemoteKeysOptions = {}) {
  const server = await startJwksServer(answer);
  const clock = { seconds: 1000 };
  const errors: unknown[] = [];
  const keys = remoteKeys(server.url, {
    now: () => clock.seconds * 1000,
    onError: (error) => errors.push(error),
    timeoutMs: 30_000,
    ...options,
  });
  const kind = async (kid: string) => (await keys.find(kid)).kind;
  return { server, clock, keys, kind, errors, [Symbol.asyncDispose]: server[Symbol.asyncDispose] };
}

/** Lets a background renewal that has reached the server finish. */
async function settled(server: JwksServer, hits: number, done: () => boolean): Promise<void> {
  await expect.poll(() => server.hits >= hits && done()).toBe(true);
}

test('keys are fetched once and found', async () => {
  await using source = await setUp();
  expect(await source.keys.find('key-1')).toEqual({
    kind: 'found',
    key: { kid: 'key-1', alg: 'EdDSA', x: first['x'] },
  });
  expect(await source.kind('key-2')).toBe('found');
  expect(source.server.hits).toBe(1);
});

test('a thousand at once on a cold start make one fetch', async () => {
  await using source = await setUp();
  const kinds = await Promise.all(Array.from({ length: 1000 }, () => source.kind('key-1')));
  expect(new Set(kinds)).toEqual(new Set(['found']));
  expect(source.server.hits).toBe(1);
});

const failures: [string, RequestListener][] = [
  ['status 500 with good keys', json(JWKS, 500)],
  ['status 429', json(JWKS, 429)],
  ['status 404', json(JWKS, 404)],
  ['status 201', json(JWKS, 201)],
  ['status 204', (_request, response) => void response.writeHead(204).end()],
  [
    'a redirect to good keys',
    (request, response) => {
      if (request.url === '/elsewhere') json(JWKS)(request, response);
      else response.writeHead(302, { location: '/elsewhere' }).end(JSON.stringify(JWKS));
    },
  ],
  ['HTML with status 200', text('<html></html>', { 'content-type': 'text/html' })],
  ['no body', text('')],
  // Good keys otherwise: the byte stands where nobody looks.
  ['invalid UTF-8', text(Buffer.from(JSON.stringify({ ...JWKS, x: 'ÿ' }), 'latin1'))],
  ['a list for a set', json([first])],
  ['null', json(null)],
  ['an empty set', json({ keys: [] })],
  [
    'a set of other kinds of key',
    json({ keys: [{ kty: 'RSA', kid: 'key-1', n: 'x', e: 'AQAB' }] }),
  ],
  ['one kid for two keys', json({ keys: [first, { ...second, kid: 'key-1' }] })],
  ['10 000 keys', json({ keys: Array.from({ length: 10_000 }, () => ({ kty: 'x' })) })],
  [
    '101 keys',
    json({ keys: Array.from({ length: 101 }, (_, index) => ({ ...first, kid: `k${index}` })) }),
  ],
  ['a large body', text(JSON.stringify({ ...JWKS, padding: 'x'.repeat(70_000) }))],
  [
    'a connection cut in the middle',
    (request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"keys":');
      request.socket.destroy();
    },
  ],
];

describe.each(failures)('%s', (_title, failure) => {
  test('cold: unavailable, never unknown', async () => {
    await using source = await setUp(failure);
    expect(await source.kind('key-1')).toBe('unavailable');
    expect(source.errors).toHaveLength(1);
  });

  test('warm: the good keys go on serving, and come back by themselves', async () => {
    await using source = await setUp();
    await source.kind('key-1');
    source.server.answer = failure;
    source.clock.seconds += 301;
    expect(await source.kind('key-1')).toBe('found');
    await settled(source.server, 2, () => source.errors.length === 1);
    expect(await source.kind('key-1')).toBe('found');
    source.server.answer = json({ keys: [second] });
    source.clock.seconds += 60;
    await source.kind('key-1');
    await expect.poll(() => source.kind('key-2')).toBe('found');
  });
});

const drip: RequestListener = (_request, response) => {
  response.writeHead(200);
  response.write('{"keys":[');
};

const endless: RequestListener = (_request, response) => {
  response.writeHead(200);
  const chunk = 'x'.repeat(16_384);
  const pump = () => {
    while (response.write(chunk)) if (response.destroyed) return;
    response.once('drain', pump);
  };
  pump();
};

test.each<[string, RequestListener]>([
  ['a body that never ends', drip],
  ['an answer that never comes', () => undefined],
])('%s is cut off by the time limit', async (_title, answer) => {
  await using source = await setUp(answer, { timeoutMs: 50 });
  expect(await source.kind('key-1')).toBe('unavailable');
});

test('an endless body is cut off by its size', async () => {
  await using source = await setUp(endless);
  expect(await source.kind('key-1')).toBe('unavailable');
  expect(String(source.errors[0])).toMatch(/larger than 65536 bytes/);
});

describe('unknown keys', () => {
  test('a flood with the source up: at most one fetch per cool-down', async () => {
    await using source = await setUp();
    await source.kind('key-1');
    source.clock.seconds += 31;
    const kinds = await Promise.all(
      Array.from({ length: 200 }, (_, index) => source.kind(`nobody-${index}`)),
    );
    expect(new Set(kinds)).toEqual(new Set(['unknown']));
    expect(source.server.hits).toBe(2);
    for (let index = 0; index < 50; index += 1) await source.kind(`again-${index}`);
    expect(source.server.hits).toBe(2);
  });

  test('a flood with the source down: at most one attempt per back-off', async () => {
    await using source = await setUp();
    await source.kind('key-1');
    source.server.answer = json({}, 500);
    source.clock.seconds += 31;
    for (let index = 0; index < 50; index += 1) {
      expect(await source.kind(`nobody-${index}`)).toBe('unavailable');
    }
    expect(source.server.hits).toBe(2);
    expect(await source.kind('key-1')).toBe('found');
    const waits: number[] = [];
    for (let waited = 0; waits.length < 8; waited += 1) {
      const before = source.server.hits;
      source.clock.seconds += 1;
      await source.kind('nobody');
      if (source.server.hits === before) continue;
      waits.push(waited + 1);
      waited = -1;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  test('a key published since is found at once after the cool-down', async () => {
    await using source = await setUp(json({ keys: [first] }));
    expect(await source.kind('key-2')).toBe('unknown');
    source.server.answer = json(JWKS);
    expect(await source.kind('key-2')).toBe('unknown');
    source.clock.seconds += 30;
    expect(await source.kind('key-2')).toBe('found');
  });
});

describe('age', () => {
  test('after the refresh age the set is renewed behind the caller', async () => {
    await using source = await setUp();
    await source.kind('key-1');
    source.server.answer = json({ keys: [second] });
    source.clock.seconds += 300;
    expect(await source.kind('key-1')).toBe('found');
    await settled(source.server, 2, () => source.keys.version() === 2);
    expect(await source.kind('key-1')).toBe('unknown');
  });

  test('asking for the version alone renews a set that is due', async () => {
    await using source = await setUp();
    await source.kind('key-1');
    const before = source.keys.version();
    source.server.answer = json({ keys: [second] });
    source.clock.seconds += 300;
    source.keys.version();
    await expect.poll(() => source.keys.version()).not.toBe(before);
  });

  test('a set that did not change keeps its version', async () => {
    await using source = await setUp();
    await source.kind('key-1');
    const before = source.keys.version();
    source.clock.seconds += 31;
    await source.kind('nobody');
    expect(source.server.hits).toBe(2);
    expect(source.keys.version()).toBe(before);
  });

  test('beyond the bound a stale set no longer serves', async () => {
    await using source = await setUp();
    await source.kind('key-1');
    source.server.answer = json({}, 500);
    source.clock.seconds += 86_399;
    expect(await source.kind('key-1')).toBe('found');
    await settled(source.server, 2, () => source.errors.length === 1);
    source.clock.seconds += 61;
    expect(await source.kind('key-1')).toBe('unavailable');
  });

  test('a clock set back keeps the keys and the way to new ones', async () => {
    await using source = await setUp(json({ keys: [first] }));
    await source.kind('key-1');
    source.clock.seconds -= 900;
    expect(await source.kind('key-1')).toBe('found');
    source.server.answer = json({ keys: [second] });
    source.clock.seconds += 300;
    await source.kind('key-1');
    await expect.poll(() => source.kind('key-2')).toBe('found');
  });

  test('a clock set forward and back again asks once more and keeps the keys', async () => {
    await using source = await setUp(json({ keys: [first] }));
    await source.kind('key-1');
    source.clock.seconds += 10 * 365 * 86_400;
    expect(await source.kind('key-1')).toBe('found');
    expect(source.server.hits).toBe(2);
    source.clock.seconds -= 10 * 365 * 86_400;
    source.server.answer = json({}, 500);
    expect(await source.kind('key-1')).toBe('found');
    source.server.answer = json({ keys: [second] });
    source.clock.seconds += 300;
    await source.kind('key-1');
    await expect.poll(() => source.kind('key-2')).toBe('found');
  });

  test('a clock set back during an outage does not silence the source', async () => {
    await using source = await setUp(json({}, 500));
    await source.kind('key-1');
    source.clock.seconds -= 900;
    source.server.answer = json(JWKS);
    expect(await source.kind('key-1')).toBe('found');
  });
});

test('a stranger with the same kid replaces the key only through the source', async () => {
  await using source = await setUp();
  await source.kind('key-1');
  const substitute = publicJwk(strangerKey, 'key-1');
  source.server.answer = json({ keys: [substitute] });
  source.clock.seconds += 31;
  await source.kind('nobody');
  const found = await source.keys.find('key-1');
  expect(found).toMatchObject({ key: { x: substitute['x'] } });
  expect(source.keys.version()).toBe(2);
});

test.each([
  ['http on another host', 'http://keys.example/jwks'],
  ['a file', 'file:///etc/passwd'],
  ['credentials in the address', 'https://user:secret@keys.example/jwks'],
  ['no address', 'keys.example'],
])('%s is refused when the source is made', (_title, url) => {
  expect(() => remoteKeys(url)).toThrow(TypeError);
});

test('ready says whether tokens can be checked: cold no, warm yes, stale yes up to the bound', async () => {
  await using source = await setUp(json({}, 500));
  expect(await source.keys.ready()).toBe(false);
  source.server.answer = json(JWKS);
  source.clock.seconds += 1;
  expect(await source.keys.ready()).toBe(true);
  source.server.answer = json({}, 500);
  source.clock.seconds += 86_399;
  expect(await source.keys.ready()).toBe(true);
  source.clock.seconds += 60;
  expect(await source.keys.ready()).toBe(false);
});

test.each<[string, RemoteKeysOptions]>([
  ['no time for a fetch', { timeoutMs: 0 }],
  ['endless time', { timeoutMs: Infinity }],
  ['no bytes', { maxBytes: 0 }],
  ['no cool-down', { cooldownSeconds: 0 }],
  ['no back-off', { retryAfterSeconds: Number.NaN }],
  ['a renewal after the end', { refreshAfterSeconds: 600, staleForSeconds: 600 }],
])('%s is refused when the source is made', (_title, options) => {
  expect(() => remoteKeys('https://keys.example/jwks', options)).toThrow(RangeError);
});
