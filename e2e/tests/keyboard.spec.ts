import { addTask, chat, newTask, signUp, taskRow } from '../src/person.ts';
import { expect, test } from '../src/test.ts';

test('a day with tasks needs no mouse', async ({ page }) => {
  await signUp(page);
  await addTask(page, 'Buy milk');
  await addTask(page, 'Call mom');
  await newTask(page).press('Escape');
  await page.keyboard.press('n');
  await expect(newTask(page)).toBeFocused();
  await page.keyboard.press('Escape');

  await taskRow(page, 'Call mom').focus();
  await page.keyboard.press('x');
  await expect(taskRow(page, 'Call mom').getByRole('checkbox')).toBeChecked();
  await page.keyboard.press('x');
  await expect(taskRow(page, 'Call mom').getByRole('checkbox')).not.toBeChecked();

  await page.keyboard.press('e');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Call mother');
  await page.keyboard.press('Enter');
  await expect(taskRow(page, 'Call mother')).toBeFocused();

  await page.keyboard.press('ArrowDown');
  await expect(taskRow(page, 'Buy milk')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(taskRow(page, 'Buy milk')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(taskRow(page, 'Buy milk')).toContainText('#1');

  await page.keyboard.press('/');
  await page.keyboard.type('mother');
  await expect(taskRow(page, 'Buy milk')).toHaveCount(0);
  await expect(taskRow(page, 'Call mother')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(taskRow(page, 'Buy milk')).toBeVisible();

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Delete');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a due date is typed, changed and emptied by keyboard', async ({ page }) => {
  await signUp(page);
  await addTask(page, 'Call mom');
  const row = taskRow(page, 'Call mom');
  await row.focus();
  await page.keyboard.press('d');
  const date = row.getByLabel('Due date');
  await date.focus();
  await page.keyboard.type(digits('2031', '12', '25'));
  await page.keyboard.press('Enter');
  await expect(row).toContainText('25 Dec 2031');
  await row.focus();

  await date.focus();
  await page.keyboard.type(digits('2032', '01', '03'));
  await row.getByLabel('Due time').focus();
  await expect(row).toContainText('3 Jan 2032');

  await date.focus();
  await page.keyboard.press('Backspace');
  await row.getByLabel('Due time').focus();
  await expect(date).toHaveValue('2032-01-03');
  await date.focus();
  for (let part = 0; part < 3; part += 1) {
    await page.keyboard.press('Backspace');
    await page.keyboard.press('ArrowRight');
  }
  await row.getByLabel('Due time').focus();
  await expect(row).not.toContainText('2032');
});

test('a new task takes a date that was typed', async ({ page }) => {
  await signUp(page);
  await page.getByRole('button', { name: 'More fields' }).click();
  await page.getByRole('form', { name: 'Add a task' }).getByLabel('Due date').focus();
  await page.keyboard.type(digits('2031', '12', '25'));
  await addTask(page, 'Christmas');
  await expect(taskRow(page, 'Christmas')).toContainText('25 Dec 2031');
});

test('a key leads to the chat, and single keys can be turned off', async ({ page }) => {
  await signUp(page);
  await addTask(page, 'Buy milk');
  // The chat loads by itself, and until it is there no key leads to it.
  await expect(chat(page).getByRole('textbox').last()).toBeVisible();
  await taskRow(page, 'Buy milk').focus();
  await page.keyboard.press('c');
  await expect(chat(page).getByRole('textbox').last()).toBeFocused();

  await taskRow(page, 'Buy milk').focus();
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: /^Single keys/ }).uncheck();
  await page.keyboard.press('Escape');
  await page.reload();
  await taskRow(page, 'Buy milk').focus();
  await page.keyboard.press('n');
  await expect(taskRow(page, 'Buy milk')).toBeFocused();
  await page.keyboard.press('x');
  await expect(taskRow(page, 'Buy milk').getByRole('checkbox')).toBeChecked();
});

/** A date in the order in which this browser's own field takes it. */
function digits(year: string, month: string, day: string): string {
  // Headless Chromium has the American order whatever the language of the page.
  return `${month}${day}${year}`;
}
