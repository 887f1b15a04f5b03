import { expect, it } from 'vitest';
import { createDepartures } from './departure.ts';
import type { DepartureChannel } from './departure.ts';

/** Two ends of one channel: what one posts, the other hears. */
function makeTabs() {
  const ears: ((event: { data: unknown }) => void)[][] = [[], []];
  const end = (own: number): DepartureChannel => ({
    postMessage: (data) => {
      for (const ear of ears[1 - own] ?? []) ear({ data });
    },
    addEventListener: (_type, listener) => void ears[own]?.push(listener),
  });
  return { here: end(0), there: end(1) };
}

it('tells the other tab, not this one', () => {
  const tabs = makeTabs();
  const here = createDepartures(tabs.here);
  const there = createDepartures(tabs.there);
  const heard: string[] = [];
  here.onLeave(() => heard.push('here'));
  there.onLeave(() => heard.push('there'));
  here.announce();
  expect(heard).toEqual(['there']);
});

it('ignores messages of others, and forgets who stopped listening', () => {
  const tabs = makeTabs();
  const there = createDepartures(tabs.there);
  let heard = 0;
  const stop = there.onLeave(() => (heard += 1));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a broadcast channel has none
  tabs.here.postMessage('something else');
  stop();
  there.leave();
  expect(heard).toBe(0);
});
