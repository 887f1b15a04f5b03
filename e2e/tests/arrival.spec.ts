import { addTask, signUp, taskRow } from '../src/person.ts';
import { watchShifts } from '../src/shifts.ts';
import { expect, test } from '../src/test.ts';

test('a task that arrives above a full list does not make it jump', async ({ page, context }) => {
  await signUp(page);
  for (let count = 1; count <= 12; count += 1) await addTask(page, `Task ${count}`);
  const second = await context.newPage();
  await second.goto('/');
  await expect(taskRow(second, 'Task 12')).toBeVisible();
  await watchShifts(second);
  await addTask(page, 'From elsewhere');
  await expect(taskRow(second, 'From elsewhere')).toBeVisible();
  await expect.poll(() => second.evaluate(() => document.getAnimations().length)).toBe(0);
  expect(await second.evaluate(() => window.shifted)).toBeLessThan(0.02);
});
