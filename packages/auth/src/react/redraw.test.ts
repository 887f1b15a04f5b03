import { launchChromium } from '@parley/browser';
import type { BrowserContext } from '@parley/browser';
import { expect, test } from 'vitest';
import { PASSWORD } from '../../test/auth-server.ts';
import type { PageUnderTest } from '../../test/react-page.ts';
import { startReactSite } from '../../test/react-site.ts';

/** A tab that shows who is signed in, by the hooks. */
async function openTab(context: BrowserContext, origin: string) {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  await page.goto(origin);
  return {
    problems,
    /** What the page shows, as soon as it shows it. */
    shows: (text: string) => page.locator('#greeting').getByText(text, { exact: true }).waitFor(),
    drawn: () => page.evaluate(() => (globalThis as unknown as PageUnderTest).drawn),
    signUp: (name: string) =>
      page.evaluate(
        async ({ name, password }) => {
          const { client } = (globalThis as unknown as PageUnderTest).auth;
          await client.signUp.email({ name, email: `${name}@example.com`, password });
        },
        { name, password: PASSWORD },
      ),
    signIn: (name: string) =>
      page.evaluate(
        async ({ name, password }) => {
          const { client } = (globalThis as unknown as PageUnderTest).auth;
          await client.signIn.email({ email: `${name}@example.com`, password });
        },
        { name, password: PASSWORD },
      ),
    signOut: () =>
      page.evaluate(() => (globalThis as unknown as PageUnderTest).auth.client.signOut()),
  };
}

test('a component is drawn again at a sign-in, a sign-out in another tab and another user', async () => {
  await using site = await startReactSite();
  const browser = await launchChromium();
  try {
    const context = await browser.newContext();
    const here = await openTab(context, site.origin);
    const there = await openTab(context, site.origin);
    await Promise.all([here.shows('signed-out'), there.shows('signed-out')]);

    await here.signUp('Ada');
    await Promise.all([here.shows('Hello Ada'), there.shows('Hello Ada')]);
    await there.signOut();
    await Promise.all([here.shows('signed-out'), there.shows('signed-out')]);
    await here.signIn('Ada');
    await Promise.all([here.shows('Hello Ada'), there.shows('Hello Ada')]);
    await there.signUp('Bob');
    await Promise.all([here.shows('Hello Bob'), there.shows('Hello Bob')]);

    // Nobody else on the way: from one user to the next in one step.
    const all = ['unknown', 'signed-out', 'Hello Ada', 'signed-out', 'Hello Ada', 'Hello Bob'];
    expect([await here.drawn(), await there.drawn()]).toEqual([all, all]);
    expect([...here.problems, ...there.problems]).toEqual([]);
  } finally {
    await browser.close();
  }
});
