import { describe, test } from 'vitest';
import { itemCases } from './contract-items.ts';
import type { Define, TestedStore } from './contract-kit.ts';
import { ownerCases } from './contract-owners.ts';
import { pageCases } from './contract-pages.ts';
import { pagingProperty } from './contract-paging.ts';
import { threadCases } from './contract-threads.ts';

/** A store to test, and how to be rid of it. */
export interface StoreUnderTest {
  /** Empty; the users `ann` and `bob` may be used without further ado. */
  store: TestedStore;
  dispose(): Promise<void>;
}

/**
 * Registers the tests that any store must pass. Call it at the top of a vitest file.
 *
 * `makeStore` is called once per test and must give an empty store in which the users `ann` and
 * `bob` exist.
 */
export function storeContract(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  const it: Define = (title, body) => {
    // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- both are in the cases
    test(title, async () => {
      const { store, dispose } = await makeStore();
      try {
        await body(store);
      } finally {
        await dispose();
      }
    });
  };

  describe(`store contract: ${name}`, () => {
    threadCases(it);
    itemCases(it);
    pageCases(it);
    pagingProperty(it);
    ownerCases(it);
  });
}
