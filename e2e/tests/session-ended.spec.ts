import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { addTask, answer, chat, newTask, say, signIn, signUp, somebody } from '../src/person.ts';
import type { Person } from '../src/person.ts';
import { expect, test } from '../src/test.ts';

// Pictures are for whoever looks at the prompt; a test run leaves none.
const FOLDER = process.env['PARLEY_LOOK'];
const DRAFT = 'a thought that is not finished';

/** Somebody in the middle of a conversation, with unsent words in both halves of the page. */
async function inMidThought(page: Page): Promise<{ person: Person; address: string }> {
  const person = await signUp(page);
  await addTask(page, 'Buy milk');
  await say(page, 'Add call mom');
  await expect(answer(page)).toContainText(/call mom/i);
  await expect(page).toHaveURL(/thread=/);
  await newTask(page).fill('Half a task');
  await chat(page).getByRole('textbox').last().fill(DRAFT);
  return { person, address: page.url() };
}

/** Ends every other session of the person, from another device. */
async function endElsewhere(other: Page, person: Person): Promise<void> {
  await other.goto('/sign-in');
  await signIn(other, person);
  await expect(newTask(other)).toBeVisible();
  await other.goto('/account');
  await other.getByRole('button', { name: /^Sign out .* since/ }).click();
  await expect(other.getByRole('button', { name: /^Sign out .* since/ })).toHaveCount(0);
}

async function look(page: Page, name: string): Promise<void> {
  if (FOLDER === undefined) return;
  await mkdir(FOLDER, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({
      path: `${FOLDER}/${name}-${colorScheme}.png`,
      animations: 'disabled',
    });
  }
}

const prompt = (page: Page) => page.getByRole('dialog', { name: 'Sign in again' });

test('a session ended elsewhere asks for the password, and the work goes on as it was left', async ({
  page,
  context,
  newVisitor,
}) => {
  const { person, address } = await inMidThought(page);
  const secondTab = await context.newPage();
  await secondTab.goto(address);
  await expect(answer(secondTab)).toContainText(/call mom/i);

  await endElsewhere(await newVisitor(), person);
  await expect(prompt(page)).toBeVisible();
  await expect(prompt(secondTab)).toBeVisible();
  // A page that is opened or loaded anew has nothing to keep: it asks first, and then goes there.
  const loaded = await context.newPage();
  await loaded.goto(address);
  await expect(loaded.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.bringToFront();
  await look(page, 'prompt');
  await page.setViewportSize({ width: 390, height: 844 });
  await look(page, 'prompt-phone');
  await page.setViewportSize({ width: 1280, height: 800 });

  await prompt(page).getByLabel('Password', { exact: true }).fill(person.password);
  await prompt(page).getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(prompt(page)).toHaveCount(0);
  await expect(prompt(secondTab)).toHaveCount(0);
  await expect(page).toHaveURL(address);
  await expect(newTask(page)).toHaveValue('Half a task');
  const composer = chat(page).getByRole('textbox').last();
  await expect(composer).toHaveValue(DRAFT);
  await composer.press('Enter');
  await expect(chat(page).getByRole('article', { name: 'You said' })).toHaveText([
    'Add call mom',
    DRAFT,
  ]);
  await expect(page).toHaveURL(address);

  await signIn(loaded, person);
  await expect(loaded).toHaveURL(address);
  await expect(chat(loaded).getByRole('article', { name: 'You said' })).toHaveCount(2);
});

test('somebody else who signs in there finds nothing of it', async ({ page, newVisitor }) => {
  const { person } = await inMidThought(page);
  const other = await newVisitor();
  const bob = await signUp(other, somebody('Bob'));
  await other.context().clearCookies();
  await endElsewhere(other, person);
  await expect(prompt(page)).toBeVisible();
  await prompt(page).getByLabel('Email').fill(bob.email);
  await prompt(page).getByLabel('Password', { exact: true }).fill(bob.password);
  await prompt(page).getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByText('Bob').first()).toBeVisible();
  await expect(newTask(page)).toHaveValue('');
  await expect(chat(page).getByRole('textbox').last()).toHaveValue('');
  await expect(page.getByText(/call mom|not finished|Half a task/i)).toHaveCount(0);
});
