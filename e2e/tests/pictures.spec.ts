import { fileURLToPath } from 'node:url';
import { addTask, answer, chat, say, signUp } from '../src/person.ts';
import { expect, test } from '../src/test.ts';

// The README's pictures. Drawn on request, so that a test run leaves the repository as it was.
const FOLDER = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const LOOKS = [
  { name: 'home-light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'home-dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'chat-phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;

for (const { name, colorScheme, viewport } of LOOKS) {
  test.describe(name, () => {
    test.use({ colorScheme, viewport, deviceScaleFactor: 2 });

    test('a conversation that changes tasks', async ({ page }) => {
      await signUp(page);
      await addTask(page, 'Call mom');
      await addTask(page, 'Book the dentist');
      await page.goto('/?view=chat');
      await say(page, 'Add buy milk tomorrow at 5pm, high priority');
      await expect(answer(page)).toContainText(/milk/i);
      await say(page, 'Add finish the report on Friday, tag work');
      await expect(answer(page)).toContainText(/report/i);
      await say(page, 'What is due tomorrow?');
      await expect(chat(page).getByRole('listitem').filter({ hasText: 'Buy milk' })).toBeVisible();
      if (process.env['PARLEY_PICTURES'] !== undefined) {
        // Opened anew a chat shows what fits; a message that was just sent is alone at the top.
        await page.reload();
        await expect(chat(page).getByRole('button', { name: 'Answer again' }).last()).toBeVisible();
        await expect(chat(page).getByRole('article', { name: 'You said' })).toHaveCount(3);
        await page.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled' });
      }
    });
  });
}
