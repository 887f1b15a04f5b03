import { test as base } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { startParley } from './parley.ts';
import type { Parley } from './parley.ts';

export { expect } from '@playwright/test';

/** One product for each worker, shared by tests that each bring a user of their own. */
interface WorkerFixtures {
  parley: Parley;
}

interface TestFixtures {
  /** Origins besides the product's own that a page may ask. None, unless a test says so. */
  otherOrigins: string[];
  /** Opens one more signed-out browser, watched like the first. */
  newVisitor(): Promise<Page>;
}

/**
 * Playwright's `test` with a running product. Every page is watched: an uncaught error, a refused
 * policy or a request to another origin fails the test that caused it.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  parley: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      await using parley = await startParley();
      await use(parley);
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ parley }, use) => use(parley.url),
  otherOrigins: [[], { option: true }],
  context: async ({ context, baseURL, otherOrigins }, use) => {
    const faults = watch(context, [baseURL ?? '', ...otherOrigins]);
    await use(context);
    if (faults.length > 0) throw new Error(`The page misbehaved:\n${faults.join('\n')}`);
  },
  newVisitor: async ({ browser, baseURL, contextOptions }, use) => {
    const contexts: BrowserContext[] = [];
    const faults: string[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, baseURL: baseURL ?? '' });
      contexts.push(context);
      watch(context, [baseURL ?? ''], faults);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
    if (faults.length > 0) throw new Error(`The page misbehaved:\n${faults.join('\n')}`);
  },
});

/** Collects what no page of ours may do. */
export function watch(
  context: BrowserContext,
  origins: readonly string[],
  faults: string[] = [],
): string[] {
  context.on('request', (request) => {
    const url = request.url();
    const allowed = origins.some((origin) => url.startsWith(`${origin}/`));
    if (!allowed && !/^(?:data|blob|about):/.test(url)) faults.push(`request to ${url}`);
  });
  context.on('weberror', (error) => faults.push(`error ${error.error().stack}`));
  context.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught/i.test(message.text())) {
      faults.push(message.text());
    }
  });
  return faults;
}
