import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { JWKS, issuerKey, publicJwk } from '../../test/minter.ts';
import { remoteKeys } from './remote-keys.ts';

/** What workerd takes of a fetch; it throws for anything else (its `RequestInitializerDict`). */
const TAKEN = ['method', 'headers', 'body', 'redirect', 'signal'];

const first = { keys: [publicJwk(issuerKey, 'key-1')] };

beforeEach(() => vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' }));
afterEach(() => vi.unstubAllGlobals());

function setUp() {
  const clock = { seconds: 1000 };
  const issuer = { hits: 0, isUp: true, answers: true, jwks: first as unknown };
  const keys = remoteKeys('https://keys.example/jwks', {
    now: () => clock.seconds * 1000,
    fetch: async (_url, init) => {
      issuer.hits += 1;
      const { redirect = 'follow' } = init;
      if (!['follow', 'manual'].includes(redirect)) throw new TypeError('Invalid redirect value');
      const odd = Object.keys(init).filter((name) => !TAKEN.includes(name));
      if (odd.length > 0) throw new TypeError(`${odd.join()} is not implemented`);
      // A request that ended takes what it began along: it never settles.
      if (!issuer.answers) return new Promise<never>(() => {});
      return Response.json(await issuer.jwks, { status: issuer.isUp ? 200 : 500 });
    },
  });
  const kind = async (kid: string) => (await keys.find(kid)).kind;
  return { clock, issuer, keys, kind };
}

test('keys are fetched with nothing that Workers refuse', async () => {
  const { kind } = setUp();
  expect(await kind('key-1')).toBe('found');
});

test('a renewal is done when the answer is given: what goes on behind it would be cut off', async () => {
  const { clock, issuer, kind, keys } = setUp();
  await kind('key-1');
  issuer.jwks = JWKS;
  clock.seconds += 300;
  expect(keys.version()).toBe(1);
  expect(issuer.hits).toBe(1);
  expect(await kind('key-1')).toBe('found');
  expect(keys.version()).toBe(2);
  expect(await kind('key-2')).toBe('found');
  expect(issuer.hits).toBe(2);
});

test('nobody waits for what another request began', async () => {
  const { clock, issuer, kind } = setUp();
  await kind('key-1');
  clock.seconds += 300;
  issuer.answers = false;
  void kind('key-1');
  issuer.answers = true;
  // Meanwhile the known keys serve, and of an unknown one nothing is said.
  expect(await kind('key-1')).toBe('found');
  expect(await kind('key-2')).toBe('unavailable');
  expect(issuer.hits).toBe(2);
  issuer.jwks = JWKS;
  clock.seconds += 1;
  expect(await kind('key-2')).toBe('found');
  expect(issuer.hits).toBe(3);
});

test('an older answer that comes later replaces no newer one', async () => {
  const { clock, issuer, kind } = setUp();
  await kind('key-1');
  clock.seconds += 300;
  const late = Promise.withResolvers<unknown>();
  issuer.jwks = late.promise;
  const older = kind('key-1');
  issuer.jwks = JWKS;
  clock.seconds += 1;
  expect(await kind('key-2')).toBe('found');
  late.resolve(first);
  await older;
  expect(await kind('key-2')).toBe('found');
});

test('a first fetch that was cut off keeps nobody from their own', async () => {
  const { issuer, kind } = setUp();
  issuer.answers = false;
  void kind('key-1');
  issuer.answers = true;
  expect(await kind('key-1')).toBe('found');
});

test('unknown keys cause one fetch per cool-down, and one per back-off', async () => {
  const { clock, issuer, kind } = setUp();
  await kind('key-1');
  clock.seconds += 31;
  const flood = () =>
    Promise.all(Array.from({ length: 100 }, (_, index) => kind(`nobody-${index}`)));
  await flood();
  expect(issuer.hits).toBe(2);
  expect(new Set(await flood())).toEqual(new Set(['unknown']));
  issuer.isUp = false;
  clock.seconds += 31;
  expect(new Set(await flood())).toEqual(new Set(['unavailable']));
  expect(new Set(await flood())).toEqual(new Set(['unavailable']));
  expect(issuer.hits).toBe(3);
  expect(await kind('key-1')).toBe('found');
});
