import type { Page } from '@playwright/test';
import { startParley } from '../src/parley.ts';
import { answer, chat, say, signUp, taskRow } from '../src/person.ts';
import { expect, test as base } from '../src/test.ts';
import type { Parley } from '../src/parley.ts';

const LIFETIME_SECONDS = 10;

const test = base.extend<object, { parley: Parley }>({
  parley: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      await using parley = await startParley({ TOKEN_LIFETIME_SECONDS: String(LIFETIME_SECONDS) });
      await use(parley);
    },
    { scope: 'worker' },
  ],
});

test('one conversation outlives three tokens', async ({ page }) => {
  test.setTimeout(120_000);
  const tokens = new Set<string>();
  page.on('request', (request) => {
    const header = request.headers()['authorization'];
    if (header !== undefined && request.url().includes('/api/chatkit')) tokens.add(header);
  });
  await signUp(page);
  for (const title of ['One', 'Two', 'Three', 'Four']) {
    const former = [...tokens].at(-1);
    if (former !== undefined) {
      await expect.poll(() => expired(former), { timeout: 20_000 }).toBe(true);
    }
    await say(page, `Add ${title}`);
    await expect(taskRow(page, title)).toBeVisible();
    await expect(answer(page)).toContainText(title);
  }
  expect(tokens.size).toBeGreaterThanOrEqual(4);
  await expect(chat(page).getByRole('article', { name: 'You said' })).toHaveCount(4);
  await expect(chat(page).getByRole('alert')).toHaveCount(0);
  await expect(taskRow(page, 'One')).toBeVisible();

  const stored = await storedBy(page);
  for (const token of tokens) expect(stored).not.toContain(token.slice('Bearer '.length));
  // Nothing else that looks like one either: `{"` in base64url.
  expect(stored).not.toMatch(/eyJ[\w-]{10}/);
});

/** Everything that the page could find again after a reload, as text; and it must not see its cookie. */
async function storedBy(page: Page): Promise<string> {
  const kept = await page.context().storageState({ indexedDB: true });
  const seen = await page.evaluate(async () => ({
    session: { ...sessionStorage },
    local: { ...localStorage },
    name: window.name,
    state: JSON.stringify(history.state),
    cookie: document.cookie,
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(seen).toMatchObject({ cookie: '', databases: [], caches: [], workers: 0 });
  expect(kept.cookies.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([
    [true, 'Lax'],
  ]);
  return JSON.stringify([kept, seen, page.url()]);
}

function expired(header: string): boolean {
  const payload = header.split('.')[1] ?? '';
  const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { exp: number };
  return Date.now() >= exp * 1000;
}
