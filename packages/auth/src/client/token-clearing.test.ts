import { expect, test } from 'vitest';
import { channelPair, setUp } from '../../test/token-page.ts';

test('forgets the token, tells the listeners, and may be listened to no more', async () => {
  const { asked, source, getNew } = setUp();
  await getNew();
  let told = 0;
  const stop = source.onCleared(() => {
    told += 1;
  });
  source.clear();
  expect(told).toBe(1);
  void source.get();
  expect(asked).toHaveLength(2);
  stop();
  stop();
  source.clear();
  expect(told).toBe(1);
});

test('one listener’s fault does not keep the others from hearing', () => {
  const { source } = setUp();
  let told = 0;
  source.onCleared(() => {
    throw new Error('mine');
  });
  source.onCleared(() => {
    told += 1;
  });
  source.clear();
  expect(told).toBe(1);
});

test('a late answer never comes back: who asked before gets nothing, who asks after is asked for', async () => {
  const { asked, source, mint } = setUp();
  const before = source.get();
  source.clear();
  const after = source.get();
  expect(asked).toHaveLength(2);
  const token = mint('bob');
  asked[1]?.resolve(token);
  expect(await after).toBe(token);
  asked[0]?.resolve(mint('ada'));
  expect(await before).toBeNull();
  expect(await source.get()).toBe(token);
});

test('a late failure neither opens the breaker nor reaches the new user', async () => {
  const { asked, source, mint } = setUp();
  const before = source.get();
  source.clear();
  asked[0]?.reject(new Error('down'));
  expect(await before).toBeNull();
  const after = source.get();
  const token = mint('bob');
  asked[1]?.resolve(token);
  expect(await after).toBe(token);
});

test('reaches the other tabs, without the token', async () => {
  const [left, right] = channelPair();
  const heard: unknown[] = [];
  right.addEventListener('message', ({ data }) => heard.push(data));
  const here = setUp({ channel: left });
  const there = setUp({ channel: right });
  const token = await here.getNew();
  await there.getNew();
  let told = 0;
  there.source.onCleared(() => {
    told += 1;
  });
  here.source.clear();
  expect(told).toBe(1);
  expect(JSON.stringify(heard)).not.toContain(token);
  void there.source.get();
  expect(there.asked).toHaveLength(2);
});

test('a page that opens as another user makes the other tabs drop the token, one of the same does not', async () => {
  const [left, right] = channelPair();
  const here = setUp({ channel: left });
  const there = setUp({ channel: right });
  const told: string[] = [];
  there.source.onCleared(() => told.push('cleared'));
  const token = await there.getNew('ada');
  await here.getNew('ada');
  expect([told, await there.source.get()]).toEqual([[], token]);
  // A sign-in that led over another site: this page begins anew.
  const next = setUp({ channel: left });
  await next.getNew('bob');
  expect(told).toEqual(['cleared']);
  expect(await there.getNew('bob')).not.toBe(token);
  // And no tab answers another without end.
  expect(told).toEqual(['cleared']);
});

test('words of others on the channel mean nothing', async () => {
  const [left, right] = channelPair();
  const { asked, source, getNew } = setUp({ channel: left });
  await getNew();
  for (const word of [null, 'cleared', { type: 'cleared' }, 1]) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window
    right.postMessage(word);
  }
  await source.get();
  expect(asked).toHaveLength(1);
});

test('another user’s token in answer to a renewal is dropped, and those who asked get nothing', async () => {
  const { clock, asked, source, mint, getNew } = setUp();
  await getNew('ada');
  let told = 0;
  source.onCleared(() => {
    told += 1;
  });
  clock.seconds += 601;
  const pending = source.get();
  asked[1]?.resolve(mint('bob'));
  expect(await pending).toBeNull();
  expect(told).toBe(1);
  expect(await getNew('bob')).not.toBe('nothing');
});

test('a sign-out noticed at a renewal is told', async () => {
  const { clock, asked, source, getNew } = setUp();
  await getNew('ada');
  let told = 0;
  source.onCleared(() => {
    told += 1;
  });
  clock.seconds += 601;
  const pending = source.get();
  asked[1]?.resolve(null);
  expect(await pending).toBeNull();
  expect(told).toBe(1);
});
