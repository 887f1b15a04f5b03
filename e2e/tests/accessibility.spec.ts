import { inspect } from '../src/inspect.ts';
import { addTask, answer, chat, newTask, say, signUp } from '../src/person.ts';
import { expect, test } from '../src/test.ts';

const LOOKS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'light on a phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'dark on a phone', colorScheme: 'dark', viewport: { width: 320, height: 640 } },
] as const;

for (const look of LOOKS) {
  test.describe(look.name, () => {
    test.use({ colorScheme: look.colorScheme, viewport: look.viewport });

    for (const path of [
      '/sign-in',
      '/sign-up',
      '/forgot-password',
      '/reset-password',
      '/sign-in-link',
      '/nowhere',
    ]) {
      test(`${path} passes WCAG 2.2 AA`, async ({ page }) => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await inspect(page);
      });
    }

    test('the signed-in pages pass WCAG 2.2 AA', async ({ page }) => {
      await signUp(page);
      await inspect(page);
      await addTask(page, 'Buy milk');
      await page.getByRole('button', { name: /Details of/ }).click();
      await page.getByRole('button', { name: 'More fields' }).click();
      await page.getByRole('button', { name: /^Filter/ }).click();
      await inspect(page);

      await page.goto('/?view=chat');
      // Nothing lies over it any more.
      await chat(page).getByRole('textbox').last().click({ trial: true });
      await inspect(page);
      await say(page, 'show all tasks');
      await expect(answer(page).or(chat(page).getByRole('list').last()).first()).toBeVisible();
      await expect(chat(page).getByRole('button', { name: 'Answer again' })).toBeVisible();
      await say(page, 'delete task 1');
      // Enabled once the answer is complete; until then parts of it fade in.
      await expect(chat(page).getByRole('button', { name: 'Yes' }).last()).toBeEnabled();
      await inspect(page);
      await chat(page).getByRole('button', { name: 'Chat history' }).click();
      await expect(chat(page).getByRole('button', { name: /^Rename / })).toBeVisible();
      await inspect(page);

      await page.goto('/account');
      await expect(page.getByRole('button', { name: 'Make a key' })).toBeVisible();
      await inspect(page);
    });
  });
}

// Once is enough: their colours and widths are those of the pages above.
test('what opens over the page passes WCAG 2.2 AA', async ({ page }) => {
  await signUp(page);
  await addTask(page, 'Buy milk');
  await page.getByRole('button', { name: /^Account menu/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Account settings' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  const item = page.getByRole('menuitem', { name: /^Keyboard shortcuts/ });
  await expect(item).toBeFocused();
  await expect(item).toHaveCSS('outline-style', 'solid');
  await inspect(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Close' })).toBeFocused();
  await inspect(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Delete #1/ }).click();
  // The message goes by itself, but not while the pointer is over it.
  await page.getByRole('button', { name: 'Undo' }).hover();
  await inspect(page);
});

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('shows tasks or chat, one at a time', async ({ page }) => {
    await signUp(page);
    await expect(newTask(page)).toBeVisible();
    await expect(chat(page)).toBeHidden();
    const views = page.getByRole('navigation', { name: 'View' });
    await views.getByRole('link', { name: 'Chat' }).click();
    // Loaded by now, so that the message below is still there when it is looked for.
    await chat(page).getByRole('textbox').last().click({ trial: true });
    await expect(newTask(page)).toBeHidden();
    await expect(views.locator('[aria-current]')).toHaveText('Chat');
    await views.getByRole('link', { name: 'Tasks' }).click();
    await expect(newTask(page)).toBeVisible();
    await expect(views.locator('[aria-current]')).toHaveText('Tasks');

    await addTask(page, 'Buy milk');
    await page.getByRole('button', { name: /^Delete #1/ }).click();
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await views.getByRole('link', { name: 'Chat' }).click();
    // A message about tasks must not lie over what is being written here.
    await chat(page).getByRole('textbox').last().click({ trial: true });
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  });
});
