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

test('a title keeps the direction of its writing', async ({ page }) => {
  await signUp(page);
  await addTask(page, 'شراء الخبز #12');
  const title = taskRow(page, 'شراء الخبز').getByRole('button', { name: 'شراء الخبز' }).first();
  expect(await title.evaluate((button) => button.matches(':dir(rtl)'))).toBe(true);
  await title.click();
  const field = page.getByRole('textbox', { name: 'Title' });
  expect(await field.evaluate((input) => input.matches(':dir(rtl)'))).toBe(true);
});

test('tasks of the former filter do not pass for those of the new one', async ({ page }) => {
  await signUp(page);
  await addTask(page, 'Buy milk');
  const held = Promise.withResolvers<void>();
  await page.route(/tasks\.list/, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(page.locator('[aria-busy=true]').getByText('Buy milk')).toBeVisible();
  await expect(page.getByText('1 task found')).toHaveCount(0);
  held.resolve();
  await expect(page.getByText('No task matches')).toBeVisible();
});

test('the page is not left without a word while a change is on its way', async ({ page }) => {
  await signUp(page);
  await addTask(page, 'Buy milk');
  const held = Promise.withResolvers<void>();
  await page.route(/tasks\.complete/, async (route) => {
    await held.promise;
    await route.continue();
  });
  const checkbox = taskRow(page, 'Buy milk').getByRole('checkbox');
  await checkbox.click();
  await expect(checkbox).toBeChecked();
  const leaveable = (): Promise<boolean> =>
    page.evaluate(() => window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  await expect.poll(leaveable).toBe(false);
  held.resolve();
  await expect.poll(leaveable).toBe(true);
});
