import { describe, expect, test } from 'vitest';
import { START, setUp } from '../../test/token-page.ts';
import { unsignedToken } from '../../test/unsigned-token.ts';
import { TokenUnavailableError } from './types.ts';

test('a thousand who ask at once make one request and get one token', async () => {
  const { asked, source, mint } = setUp();
  const all = Promise.all(Array.from({ length: 1000 }, () => source.get()));
  const token = mint();
  asked[0]?.resolve(token);
  expect(new Set(await all)).toEqual(new Set([token]));
  expect(asked).toHaveLength(1);
  expect(await source.get()).toBe(token);
  expect(asked).toHaveLength(1);
});

test('nobody signed in is null, and is asked again the next time', async () => {
  const { asked, source, getNew } = setUp();
  const pending = source.get();
  asked[0]?.resolve(null);
  expect(await pending).toBeNull();
  expect(await getNew()).not.toBe('nothing');
  expect(asked).toHaveLength(2);
});

describe('renewal', () => {
  test('a minute before the end a new one is fetched while the old one still serves', async () => {
    const { clock, asked, source, mint, getNew } = setUp();
    const first = await getNew();
    clock.seconds += 539;
    expect(await source.get()).toBe(first);
    expect(asked).toHaveLength(1);
    clock.seconds += 1;
    expect(await source.get()).toBe(first);
    expect(await source.get()).toBe(first);
    expect(asked).toHaveLength(2);
    const second = mint();
    asked[1]?.resolve(second);
    await expect.poll(() => source.get()).toBe(second);
    expect(asked).toHaveLength(2);
  });

  test('tabs do not renew in the same second: up to half as early again', async () => {
    const { clock, asked, source, getNew } = setUp({ random: () => 1 });
    await getNew();
    clock.seconds += 509;
    await source.get();
    expect(asked).toHaveLength(1);
    clock.seconds += 1;
    await source.get();
    expect(asked).toHaveLength(2);
  });

  test('with seconds left, and after the end, the caller waits for the new one', async () => {
    for (const passed of [596, 601, 100_000]) {
      const { clock, source, getNew } = setUp();
      const first = await getNew();
      clock.seconds += passed;
      const second = await getNew();
      expect(second).not.toBe(first);
      expect(await source.get()).toBe(second);
    }
  });

  test('a token cut short by its session’s end is not renewed at every use', async () => {
    const { clock, asked, source, getNew } = setUp();
    await getNew('ada', 40);
    clock.seconds += 19;
    for (let index = 0; index < 10; index += 1) await source.get();
    expect(asked).toHaveLength(1);
    clock.seconds += 1;
    await source.get();
    expect(asked).toHaveLength(2);
  });

  test('a wrong clock on this machine does no harm', async () => {
    const { clock, asked, source } = setUp();
    clock.seconds -= 86_400;
    const pending = source.get();
    asked[0]?.resolve(unsignedToken({ iat: START, exp: START + 600 }));
    const token = await pending;
    clock.seconds += 500;
    expect(await source.get()).toBe(token);
    expect(asked).toHaveLength(1);
    clock.seconds += 100;
    void source.get();
    expect(asked).toHaveLength(2);
  });
});

describe('an issuer that fails', () => {
  test('is an outage, not a sign-out, and is asked again only after a growing wait', async () => {
    const { clock, asked, source } = setUp();
    const waits: number[] = [];
    for (let index = 0; index < 8; index += 1) {
      const pending = source.get();
      asked.at(-1)?.reject(new TypeError('fetch failed'));
      const error = await pending.catch((error: unknown) => error);
      expect(error).toBeInstanceOf(TokenUnavailableError);
      const { retryAfterMs } = error as TokenUnavailableError;
      waits.push(retryAfterMs / 1000);
      const count = asked.length;
      clock.seconds += retryAfterMs / 1000 - 0.5;
      await expect(source.get()).rejects.toMatchObject({
        code: 'TOKEN_UNAVAILABLE',
        retryAfterMs: 500,
      });
      expect(asked).toHaveLength(count);
      clock.seconds += 0.5;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  test('a thousand callers a second for a minute of outage: six requests', async () => {
    const { clock, asked, source } = setUp();
    for (let second = 0; second < 60; second += 1) {
      const callers = Array.from({ length: 1000 }, () => source.get());
      asked.at(-1)?.reject(new TypeError('fetch failed'));
      const outcomes = await Promise.allSettled(callers);
      expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
      clock.seconds += 1;
    }
    expect(asked).toHaveLength(6);
  });

  test('does not take away a token that is still good', async () => {
    const { clock, asked, source, mint, getNew } = setUp();
    const first = await getNew();
    clock.seconds += 550;
    expect(await source.get()).toBe(first);
    asked[1]?.reject(new TypeError('fetch failed'));
    await expect.poll(() => source.get()).toBe(first);
    expect(asked).toHaveLength(2);
    clock.seconds += 1;
    expect(await source.get()).toBe(first);
    expect(asked).toHaveLength(3);
    const second = mint();
    asked[2]?.resolve(second);
    await expect.poll(() => source.get()).toBe(second);
  });

  test('recovers at once when it answers again', async () => {
    const { clock, asked, source, getNew } = setUp();
    for (let index = 0; index < 3; index += 1) {
      const pending = source.get();
      asked.at(-1)?.reject(new Error('down'));
      await expect(pending).rejects.toBeInstanceOf(TokenUnavailableError);
      clock.seconds += 60;
    }
    await getNew();
    clock.seconds += 601;
    const pending = source.get();
    asked.at(-1)?.reject(new Error('down'));
    await expect(pending).rejects.toMatchObject({ retryAfterMs: 1000 });
  });

  test.each(['', 'no token', 'a.b.c', unsignedToken({ iat: 5, exp: 5 })])(
    'an answer that is no token is a failure: %j',
    async (answer) => {
      const { asked, source } = setUp();
      const pending = source.get();
      asked[0]?.resolve(answer);
      await expect(pending).rejects.toBeInstanceOf(TokenUnavailableError);
    },
  );

  test('a clock set back does not keep the breaker open', async () => {
    const { clock, asked, source, getNew } = setUp();
    const pending = source.get();
    asked[0]?.reject(new Error('down'));
    await expect(pending).rejects.toBeInstanceOf(TokenUnavailableError);
    clock.seconds -= 3600;
    expect(await getNew()).not.toBe('nothing');
  });
});

describe('a refused token', () => {
  test('is replaced at the next use, and only once for all who were refused', async () => {
    const { asked, source, getNew } = setUp();
    const first = await getNew();
    source.invalidate(first);
    source.invalidate(first);
    const second = await getNew();
    expect(second).not.toBe(first);
    source.invalidate(first);
    expect(await source.get()).toBe(second);
    expect(asked).toHaveLength(2);
  });

  test('when replacements are refused too, the issuer is spared', async () => {
    const { clock, asked, source, getNew } = setUp();
    let token = await getNew();
    for (let request = 0; request < 600; request += 1) {
      source.invalidate(token);
      const before = asked.length;
      const pending = source.get();
      if (asked.length > before)
        asked
          .at(-1)
          ?.resolve(unsignedToken({ iat: clock.seconds, exp: clock.seconds + 600, n: request }));
      token = (await pending) ?? 'nothing';
      clock.seconds += 0.1;
    }
    // A minute of refusals, ten requests a second.
    expect(asked.length).toBeLessThanOrEqual(8);
  });
});
