import { addTask, newTask, signUp, taskRow } from '../src/person.ts';
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
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
