import { startPostgres } from '@parley/postgres';
import { freePort } from '@parley/testing/free-port';
import { startParley } from '../src/parley.ts';
import type { Parley } from '../src/parley.ts';
import { answer, chat, say, signUp, taskRow } from '../src/person.ts';
import { startSplitProxy } from '../src/split-proxy.ts';
import type { SplitProxy } from '../src/split-proxy.ts';
import { expect, test as base } from '../src/test.ts';

/** Sign-in in one process, the rest in two others, one address in front of them. */
interface Split {
  proxy: SplitProxy;
  auth: Parley;
  left: Parley;
  right: Parley;
}

const test = base.extend<object, { split: Split }>({
  split: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      await using postgres = await startPostgres();
      await using proxy = await startSplitProxy(await freePort());
      const shared = {
        BASE_URL: proxy.url,
        DATABASE_URL: await postgres.createDatabase(),
        DATABASE_POOL_SIZE: '5',
      };
      await using auth = await startParley({ ...shared, PARLEY_ROLE: 'auth' });
      proxy.auth = auth.url;
      await using left = await startParley({ ...shared, PARLEY_ROLE: 'api' });
      await using right = await startParley({ ...shared, PARLEY_ROLE: 'api' });
      proxy.api = [left.url, right.url];
      await use({ proxy, auth, left, right });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ split }, use) => use(split.proxy.url),
});

test('a conversation outlives the process that signs people in, and each of the others', async ({
  page,
  split,
}) => {
  test.setTimeout(120_000);
  const { proxy, auth, left, right } = split;
  const add = async (title: string): Promise<void> => {
    await say(page, `Add ${title}`);
    // A server that cannot check a token yet asks to be left alone for five seconds.
    await expect(answer(page)).toContainText(title, { timeout: 20_000 });
    await expect(taskRow(page, title)).toContainText('#');
    // Whoever ends a process in the middle of an answer finds out about that instead.
    await expect(chat(page).getByRole('button', { name: 'Stop answering' })).toHaveCount(0);
  };
  await signUp(page);
  await add('One');
  await expect
    .poll(() => Math.min(...proxy.api.map((url) => proxy.answered.get(url) ?? 0)))
    .toBeGreaterThan(0);

  // The key endpoint goes with its process: known keys serve on.
  await auth.kill();
  await add('Two');

  // A replica that starts now knows no key yet: it waits, and nobody is told to sign in.
  await right.kill();
  await add('Three');
  const restarted = right.restart();
  await expect.poll(() => statusOf(`${right.url}/healthz`), { timeout: 30_000 }).toBe(200);
  expect(await statusOf(`${right.url}/readyz`)).toBe(503);
  proxy.api = [right.url];
  const refused = page.waitForResponse(
    (response) => response.url().includes('/api/chatkit') && response.status() === 503,
  );
  const added = add('Four');
  await refused;
  await expect(page.getByRole('dialog')).toHaveCount(0);
  proxy.api = [left.url];
  await added;

  await auth.restart();
  await restarted;
  proxy.api = [left.url, right.url];
  await left.kill();
  await add('Five');

  await expect(chat(page).getByRole('article', { name: 'You said' })).toHaveCount(5);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.reload();
  await expect(taskRow(page, 'One')).toBeVisible();
  await expect(chat(page).getByRole('article', { name: 'You said' })).toHaveCount(5);
});

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url).catch(() => null);
  await response?.body?.cancel();
  return response?.status ?? 0;
}
