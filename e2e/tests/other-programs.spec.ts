import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startPostgres } from '@parley/postgres';
import { startParley } from '../src/parley.ts';
import { inspect } from '../src/inspect.ts';
import {
  addTask,
  answer,
  chat,
  newTask,
  say,
  signIn,
  signUp,
  somebody,
  taskRow,
} from '../src/person.ts';
import { expect, test } from '../src/test.ts';

const ADMIN = fileURLToPath(new URL('../../apps/server/src/admin.ts', import.meta.url));
const run = promisify(execFile);

test('a command line is let in on a page, by whoever looked at it', async ({ page, parley }) => {
  const ask = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', origin: parley.url };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${parley.url}/api/auth${path}`, init);
    return (await answer.json()) as Record<string, string>;
  };
  const client_id = 'parley-cli';
  const { device_code, user_code = '' } = await ask('/device/code', { client_id });
  const person = await signUp(page);
  await page.context().clearCookies();
  // Signs in first, and is back with the code.
  await page.goto(`/device?user_code=${user_code}`);
  await signIn(page, person);
  await expect(page.getByLabel('Code')).toHaveValue(user_code);
  await inspect(page);
  await page.getByLabel('Code').fill('ZZZZ-ZZZZ');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('This code is not valid or too old.')).toBeVisible();
  await page.getByLabel('Code').fill(`${user_code.slice(0, 4)}-${user_code.slice(4)}`);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText(person.email)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Let this command line in?' })).toBeFocused();
  await inspect(page);
  await page.getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'The command line is signed in' })).toBeFocused();
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
  const redeemed = await ask('/device/token', { grant_type, device_code, client_id });
  expect(redeemed['token_type']).toBe('Bearer');
});

test('a key is shown once, works, and is revoked', async ({ page, parley }) => {
  await signUp(page);
  await page.goto('/account');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await expect(page.getByText('Say what the key is for.')).toBeVisible();
  await page.getByLabel('What is it for?').fill('Backup');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const shown = page.getByText(/^parley_[A-Za-z]{64}$/);
  await expect(shown).toBeVisible();
  const key = (await shown.textContent()) ?? '';
  const exchange = async () =>
    (await fetch(`${parley.url}/api/auth/token`, { headers: { 'x-api-key': key } })).status;
  expect(await exchange()).toBe(200);
  await inspect(page);
  await page.reload();
  await expect(page.getByRole('list', { name: 'Keys' })).toContainText('Backup');
  await expect(page.getByText(key)).toHaveCount(0);
  await page.getByRole('button', { name: 'Revoke Backup' }).click();
  await expect(page.getByRole('list', { name: 'Keys' })).toHaveCount(0);
  expect(await exchange()).toBe(401);
});

test('an administrator acts as somebody else, in sight, and stops', async ({ browser }) => {
  test.setTimeout(180_000);
  await using postgres = await startPostgres();
  const DATABASE_URL = await postgres.createDatabase();
  await using parley = await startParley({ DATABASE_URL });
  const visit = async () => (await browser.newContext({ baseURL: parley.url })).newPage();
  const [desk, home] = [await visit(), await visit()];
  const admin = await signUp(desk, somebody('Grace'));
  await desk.goto('/admin');
  await expect(desk.getByRole('alert')).toContainText('This is for administrators');

  await run(process.execPath, [ADMIN, 'grant', admin.email], { env: { DATABASE_URL } });
  const ada = await signUp(home);
  await addTask(home, 'Buy milk');
  await desk.reload();
  await expect(desk.getByText('Grace (you)')).toBeVisible();
  await expect(desk.getByRole('button', { name: `Ban ${admin.email}` })).toHaveCount(0);
  await inspect(desk);
  await desk.getByRole('button', { name: `Act as ${ada.email}` }).click();
  await expect(taskRow(desk, 'Buy milk')).toBeVisible();
  const banner = desk.getByRole('complementary', { name: 'Acting as somebody else' });
  await expect(banner).toContainText(`You act as ${ada.name}, ${ada.email}.`);
  // It covers nothing, on a phone neither.
  await desk.setViewportSize({ width: 390, height: 844 });
  await desk.getByRole('link', { name: 'Chat' }).click();
  await say(desk, 'What can you do?');
  await expect(answer(desk)).toBeVisible();
  await expect(chat(desk).getByRole('button', { name: 'Answer again' })).toBeVisible();
  await inspect(desk);
  await desk.goto('/account');
  await expect(desk.getByText('Only Ada can change this account.')).toBeVisible();
  await expect(banner).toBeVisible();
  await banner.getByRole('button', { name: 'Stop' }).click();
  await expect(desk.getByRole('heading', { name: 'Users' })).toBeVisible();
  await expect(banner).toHaveCount(0);

  await desk.getByRole('button', { name: `Ban ${ada.email}` }).click();
  await expect(desk.getByText('Ada (banned)')).toBeVisible();
  await home.goto('/');
  await signIn(home, ada);
  await expect(home.getByText('This account is suspended.')).toBeVisible();
  await expect(newTask(home)).toHaveCount(0);
});
