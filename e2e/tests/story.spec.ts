import { addTask, answer, chat, newTask, say, signUp, taskRow } from '../src/person.ts';
import { expect, test } from '../src/test.ts';

test('a sentence adds a task, and the page shows it without a reload', async ({ page }) => {
  await signUp(page);
  await say(page, 'Add buy milk tomorrow at 5pm, high priority');
  await expect(answer(page)).toContainText(/buy milk/i);
  const row = taskRow(page, 'Buy milk');
  await expect(row).toContainText('#1');
  await expect(row).toContainText('17:00');
  await expect(row).toContainText('High');
});

test('a question is answered with a list whose buttons work', async ({ page }) => {
  await signUp(page);
  await say(page, 'Add buy milk tomorrow at 5pm');
  await expect(taskRow(page, 'Buy milk')).toBeVisible();
  await say(page, 'what is due tomorrow?');
  const widget = chat(page).getByRole('list').filter({ hasText: 'Buy milk' }).last();
  await expect(widget).toBeVisible();
  await widget
    .getByRole('button', { name: /complete|done/i })
    .first()
    .click();
  await expect(taskRow(page, 'Buy milk').getByRole('checkbox')).toBeChecked();
  await widget.getByRole('button', { name: 'Delete' }).first().click();
  await expect(chat(page).getByRole('button', { name: 'Yes' }).last()).toBeVisible();
  await expect(taskRow(page, 'Buy milk')).toBeVisible();
  await chat(page).getByRole('button', { name: 'Yes' }).last().click();
  await expect(taskRow(page, 'Buy milk')).toHaveCount(0);
});

test('"done with the milk" completes the task it means', async ({ page }) => {
  await signUp(page);
  await addTask(page, 'Buy milk');
  await addTask(page, 'Call mom');
  await say(page, 'done with the milk');
  await expect(taskRow(page, 'Buy milk').getByRole('checkbox')).toBeChecked();
  await expect(taskRow(page, 'Call mom').getByRole('checkbox')).not.toBeChecked();
});

test('a deletion by chat asks first, and only a yes deletes', async ({ page }) => {
  await signUp(page);
  for (const title of ['Buy milk', 'Call mom', 'Old errand']) await addTask(page, title);

  await say(page, 'delete task 3');
  await expect(chat(page).getByRole('button', { name: 'Yes' }).last()).toBeVisible();
  await expect(taskRow(page, 'Old errand')).toBeVisible();
  await say(page, 'no');
  await expect(answer(page)).toContainText('I did not delete #3');
  await expect(taskRow(page, 'Old errand')).toBeVisible();

  await say(page, 'delete task 3');
  await expect(chat(page).getByRole('button', { name: 'Yes' }).last()).toBeVisible();
  await say(page, 'yes');
  await expect(taskRow(page, 'Old errand')).toBeHidden();
  await expect(taskRow(page, 'Call mom')).toBeVisible();
});

test('a reload shows the same thread and the same tasks', async ({ page }) => {
  await signUp(page);
  await say(page, 'Add water the plants');
  await expect(taskRow(page, 'Water the plants')).toBeVisible();
  await expect(page).toHaveURL(/thread=/);
  await page.reload();
  await expect(taskRow(page, 'Water the plants')).toBeVisible();
  await expect(chat(page).getByRole('article', { name: 'You said' })).toHaveText(
    'Add water the plants',
  );
  await expect(page).toHaveURL(/thread=/);
});

test('threads are started, listed, opened, renamed and deleted', async ({ page }) => {
  await signUp(page);
  await say(page, 'Add buy milk');
  await expect(answer(page)).toContainText(/milk/i);
  await chat(page).getByRole('button', { name: 'New chat' }).click();
  await expect(chat(page).getByRole('article', { name: 'You said' })).toHaveCount(0);
  await say(page, 'Add call mom');
  await expect(answer(page)).toContainText(/call mom/i);

  await chat(page).getByRole('button', { name: 'Chat history' }).click();
  await chat(page)
    .getByRole('button', { name: /^Rename .*milk/i })
    .click();
  await chat(page).getByRole('textbox', { name: 'Title of the chat' }).fill('Groceries');
  await chat(page).getByRole('textbox', { name: 'Title of the chat' }).press('Enter');
  await chat(page).getByRole('button', { name: 'Groceries', exact: true }).click();
  await expect(chat(page).getByRole('article', { name: 'You said' })).toHaveText('Add buy milk');

  await chat(page).getByRole('button', { name: 'Chat history' }).click();
  await chat(page).getByRole('button', { name: 'Delete Groceries' }).click();
  await chat(page).getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(chat(page).getByText('Groceries')).toHaveCount(0);
});

test('two tabs stay in step', async ({ page, context }) => {
  await signUp(page);
  const other = await context.newPage();
  await other.goto('/');
  await expect(newTask(other)).toBeVisible();
  await addTask(page, 'Buy milk');
  await expect(taskRow(other, 'Buy milk')).toBeVisible();
  await taskRow(other, 'Buy milk').getByRole('checkbox').click();
  await expect(taskRow(page, 'Buy milk').getByRole('checkbox')).toBeChecked();

  await say(page, 'Add call mom');
  await expect(answer(page)).toContainText(/call mom/i);
  await expect(page).toHaveURL(/thread=/);
  await other.goto(page.url());
  const said = chat(other).getByRole('article', { name: 'You said' });
  await expect(said).toHaveText(['Add call mom']);
  await say(page, 'reopen the milk');
  await expect(said).toHaveText(['Add call mom', 'reopen the milk']);
  await expect(answer(other)).toContainText(/milk/i);
  await chat(page).getByRole('button', { name: 'Chat history' }).click();
  await chat(page)
    .getByRole('button', { name: /^Delete / })
    .click();
  await chat(page).getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(chat(other).getByText('This chat no longer exists.')).toBeVisible();
});

test('a tab is told what was said before it began to listen', async ({ page, context }) => {
  await signUp(page);
  await say(page, 'Add call mom');
  await expect(answer(page)).toContainText(/call mom/i);
  await expect(page).toHaveURL(/thread=/);
  const other = await context.newPage();
  const late = Promise.withResolvers<void>();
  await other.route(/threads\.changed/, async (route) => {
    await late.promise;
    await route.continue();
  });
  await other.goto(page.url());
  const said = chat(other).getByRole('article', { name: 'You said' });
  await expect(said).toHaveText(['Add call mom']);
  await say(page, 'Add water the plants');
  await expect(answer(page)).toContainText(/water the plants/i);
  await expect(said).toHaveText(['Add call mom']);
  late.resolve();
  await expect(said).toHaveText(['Add call mom', 'Add water the plants']);
});

test('every field of a task is edited in its place, and kept', async ({ page, context }) => {
  await signUp(page);
  await addTask(page, 'Buy milk');
  await taskRow(page, 'Buy milk').getByRole('button', { name: 'Buy milk', exact: true }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Buy oat milk');
  await page.keyboard.press('Enter');
  const row = taskRow(page, 'Buy oat milk');
  await row.getByRole('button', { name: /^Details of/ }).click();
  await row.getByLabel('Status').selectOption('Doing');
  await row.getByLabel('Priority').selectOption('High');
  await row.getByLabel('Due date').fill('2031-12-24');
  // A time is added to the date that the page knows.
  await expect(row).toContainText('24 Dec 2031');
  await row.getByLabel('Due time').fill('16:30');
  await row.getByLabel('Tags').fill('#home, christmas');
  await row.getByLabel('Notes').fill('Two litres.');
  await row.getByRole('button', { name: /^Details of/ }).click();
  const summary = /#1\s*Due Wed,? 24 Dec 2031, 16:30\s*Doing\s*High priority\s*#home\s*#christmas/;
  await expect(row).toContainText(summary);
  const other = await context.newPage();
  await other.goto('/');
  const kept = taskRow(other, 'Buy oat milk');
  await expect(kept).toContainText(summary);
  await kept.getByRole('button', { name: /^Details of/ }).click();
  await expect(kept.getByLabel('Notes')).toHaveValue('Two litres.');
});

test('tasks are searched, filtered and sorted', async ({ page }) => {
  await signUp(page);
  for (const text of ['Add walk the dog, low priority #home', 'Add file taxes, high priority']) {
    await say(page, text);
    await expect(chat(page).getByRole('article', { name: 'Answer' }).last()).toContainText(
      /walk|taxes/i,
    );
  }
  await addTask(page, 'Answer Ann');
  const titles = page.locator('[data-task-id] button[title="Edit title"]');
  await expect(titles).toHaveText(['Answer Ann', 'File taxes', 'Walk the dog']);
  await page.getByRole('button', { name: /^Filter/ }).click();
  await page.getByLabel('Sort by').selectOption('Priority');
  await expect(titles).toHaveText(['File taxes', 'Answer Ann', 'Walk the dog']);
  await page.getByRole('button', { name: /^Order/ }).click();
  await expect(titles).toHaveText(['Walk the dog', 'Answer Ann', 'File taxes']);
  await page.getByRole('combobox', { name: 'Tag' }).selectOption('home');
  await expect(titles).toHaveText(['Walk the dog']);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('searchbox').fill('taxes');
  await expect(titles).toHaveText(['File taxes']);
  await page.reload();
  await expect(titles).toHaveText(['File taxes']);
});

test('a second person sees none of it', async ({ page, newVisitor }) => {
  await signUp(page);
  await say(page, 'Add buy milk');
  await expect(taskRow(page, 'Buy milk')).toBeVisible();
  await expect(page).toHaveURL(/thread=/);
  const thread = new URL(page.url()).searchParams.get('thread') ?? '';

  const other = await newVisitor();
  await signUp(other);
  await expect(taskRow(other, 'Buy milk')).toHaveCount(0);
  await other.goto(`/?thread=${thread}`);
  await expect(newTask(other)).toBeVisible();
  await expect(chat(other).getByText('Add buy milk')).toHaveCount(0);
  await expect(chat(other).getByText('This chat no longer exists.').first()).toBeVisible();
  await chat(other).getByRole('log').getByRole('button', { name: 'New chat' }).click();
  await say(other, 'delete task 1');
  await expect(answer(other)).toContainText(/no task|not find|could not/i);
  await expect(taskRow(page, 'Buy milk')).toBeVisible();
});
