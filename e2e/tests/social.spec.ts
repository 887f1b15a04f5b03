import { startGitHubStandIn } from '../src/github-stand-in.ts';
import type { GitHubStandIn } from '../src/github-stand-in.ts';
import { inspect } from '../src/inspect.ts';
import { startParley } from '../src/parley.ts';
import type { Parley } from '../src/parley.ts';
import { newTask, signIn } from '../src/person.ts';
import { expect, test as base } from '../src/test.ts';

const EMAIL = 'ada@github.example';

const test = base.extend<object, { gitHub: GitHubStandIn; parley: Parley }>({
  gitHub: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      await using gitHub = await startGitHubStandIn(EMAIL);
      await use(gitHub);
    },
    { scope: 'worker' },
  ],
  parley: [
    async ({ gitHub }, use) => {
      await using parley = await startParley(gitHub.settings);
      await use(parley);
    },
    { scope: 'worker' },
  ],
  otherOrigins: ['https://github.com'],
});

test('with GitHub one signs up, goes on after the session ended, and chooses a password', async ({
  page,
  context,
  parley,
  gitHub,
}) => {
  await gitHub.answerIn(context);
  await page.goto('/sign-in?redirect=%2Faccount');
  await page.getByRole('button', { name: 'Continue with GitHub' }).click();
  await expect(page.getByText('You sign in with GitHub and have no password.')).toBeVisible();
  await expect(page.getByText('Choose one first, above.')).toHaveCount(2);
  await inspect(page);

  await page.goto('/');
  await newTask(page).fill('Half a task');
  const ended = await context.request.post('/api/auth/sign-out', {
    headers: { origin: parley.url },
    data: {},
  });
  expect(ended.status()).toBe(200);
  const prompt = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(prompt).toBeVisible();
  await inspect(page);
  const opened = context.waitForEvent('page');
  await prompt.getByRole('link', { name: 'Another way, in a new tab' }).click();
  const tab = await opened;
  await tab.getByRole('button', { name: 'Continue with GitHub' }).click();
  await expect(newTask(tab)).toBeVisible();
  await expect(prompt).toBeVisible();
  // A browser tells a page so when its tab is chosen again; this one keeps every tab in view.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(prompt).toHaveCount(0);
  await expect(newTask(page)).toHaveValue('Half a task');

  await page.goto('/account');
  const logged = parley.line(/(http:\/\/localhost:\d+\/(?:api\/auth\/)?reset-password[^\s"\\]+)/);
  await page.getByRole('button', { name: 'Choose a password by email' }).click();
  await expect(page.getByText('A link to choose a password is on its way')).toBeVisible();
  await page.goto((await logged)[1] ?? '');
  await page.getByLabel('New password', { exact: true }).fill('a password at last');
  await page.getByRole('button', { name: 'Save the new password' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, { name: 'Ada', email: EMAIL, password: 'a password at last' });
  await expect(newTask(page)).toBeVisible();
  await page.goto('/account');
  await expect(page.getByLabel('Current password')).toBeVisible();
});
