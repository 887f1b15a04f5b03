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
