import { addTask, answer, chat, newTask, say, signUp, taskRow } from '../src/person.ts';
import { expect, test } from '../src/test.ts';

test('a message to a chat that no longer exists begins a new one', async ({ page }) => {
  await signUp(page);
  await page.goto('/?thread=thr_unknown');
  await expect(chat(page).getByText('This chat no longer exists.')).toBeVisible();
  await say(page, 'Add buy milk');
  await expect(answer(page)).toContainText(/milk/i);
  await expect(chat(page).getByRole('alert')).toHaveCount(0);
  await expect(page).not.toHaveURL(/thr_unknown/);
  await expect(page).toHaveURL(/thread=/);
});

test('a look at the account loses neither the chat nor what is being written', async ({ page }) => {
  await signUp(page);
  await say(page, 'Add buy milk');
  await expect(answer(page)).toContainText(/milk/i);
  const composer = chat(page).getByRole('textbox').last();
  await composer.fill('half a thought');
  await page.getByRole('button', { name: /Account menu/ }).click();
  await page.getByRole('menuitem', { name: 'Account settings' }).click();
  await page.getByRole('link', { name: 'Back to your tasks' }).click();
  await expect(chat(page).getByRole('article', { name: 'You said' })).toHaveText('Add buy milk');
  await expect(composer).toHaveValue('half a thought');

  await page.getByRole('button', { name: /Account menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await signUp(page);
  await expect(composer).toHaveValue('');
});

test('a title is edited at its own height', async ({ page }) => {
  await signUp(page);
  const title = 'Send the report to the board before the meeting on Thursday. '.repeat(3).trim();
  await addTask(page, title);
  const row = taskRow(page, /Send the report/);
  const before = await row.boundingBox();
  await row.focus();
  await page.keyboard.press('e');
  const field = page.getByRole('textbox', { name: 'Title' });
  await expect(field).toBeFocused();
  const editing = await page.locator('[data-task-id]').first().boundingBox();
  expect(editing?.height).toBe(before?.height);
  await page.keyboard.type(' Soon.');
  await page.keyboard.press('Enter');
  await expect(taskRow(page, `${title} Soon.`)).toBeFocused();
});

test('tasks without a date can be found', async ({ page }) => {
  await signUp(page);
  await addTask(page, 'Some day');
  await say(page, 'Add buy milk tomorrow');
  await expect(taskRow(page, 'Buy milk')).toBeVisible();
  await newTask(page).press('Escape');
  await page.getByRole('button', { name: /^Filter/ }).click();
  await page.getByRole('combobox', { name: 'Due' }).selectOption('No date');
  await expect(taskRow(page, 'Buy milk')).toHaveCount(0);
  await expect(taskRow(page, 'Some day')).toBeVisible();
});
