import { expect, test } from 'vitest';
import { JWKS, issuerKey, publicJwk } from '../../test/minter.ts';
import { createKeyCache } from './key-cache.ts';
import { readKeySet } from './key-set.ts';

const first = { keys: [publicJwk(issuerKey, 'key-1')] };

/** A cache whose loads end when they are told to, with what is then published. */
function setUp() {
  const loads: PromiseWithResolvers<unknown>[] = [];
  const cache = createKeyCache({
    refreshAfterSeconds: 60,
    staleForSeconds: 3600,
    cooldownSeconds: 1,
    retryAfterSeconds: 1,
    maxRetryAfterSeconds: 5,
    now: () => 1_000_000,
    load: async () => {
      const load = Promise.withResolvers<unknown>();
      loads.push(load);
      return readKeySet(await load.promise);
    },
  });
  const kind = async (kid: string) => (await cache.find(kid)).kind;
  return { cache, loads, kind };
}

test('a set that was called outdated is loaded anew with the next use', async () => {
  const { cache, loads, kind } = setUp();
  const cold = kind('key-1');
  loads[0]?.resolve(first);
  expect(await cold).toBe('found');
  cache.expire();
  const renewed = kind('key-2');
  await expect.poll(() => loads.length).toBe(2);
  loads[1]?.resolve(JWKS);
  expect(await renewed).toBe('found');
});

test('a load that began before the set was called outdated is not believed to be the new one', async () => {
  const { cache, loads, kind } = setUp();
  const cold = kind('key-1');
  cache.expire();
  const after = kind('key-2');
  loads[0]?.resolve(first);
  await cold;
  await expect.poll(() => loads.length).toBe(2);
  loads[1]?.resolve(JWKS);
  expect(await after).toBe('found');
});
