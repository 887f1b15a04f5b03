import { addTask, answer, chat, say, signUp, taskRow } from '../src/person.ts';
import { scriptedTest } from '../src/scripted-test.ts';
import { expect } from '../src/test.ts';

const test = scriptedTest();

test('a server killed in mid-stream loses nothing that was said', async ({
  page,
  parley,
  model,
}) => {
  await signUp(page);
  await addTask(page, 'Buy milk');
  await say(page, 'tell me a story');
  const cut = await model.next();
  cut.say('Once upon a time');
  await expect(answer(page)).toContainText('Once upon a time');

  await parley.kill();
  await expect(chat(page).getByRole('alert')).toBeVisible({ timeout: 45_000 });
  await parley.restart();
  await expect(chat(page).getByRole('article', { name: 'You said' })).toHaveText('tell me a story');

  await say(page, 'go on');
  const whole = await model.next();
  whole.say('They lived happily.');
  whole.end();
  await expect(answer(page)).toContainText('They lived happily.');

  await page.reload();
  await expect(chat(page).getByRole('article', { name: 'You said' })).toHaveText([
    'tell me a story',
    'go on',
  ]);
  await expect(answer(page)).toContainText('They lived happily.');
  await expect(taskRow(page, 'Buy milk')).toBeVisible();
});

test('stop ends the model, and what was said so far stays', async ({ page, model }) => {
  await signUp(page);
  await say(page, 'count');
  const turn = await model.next();
  turn.say('One, two');
  await expect(answer(page)).toContainText('One, two');
  await chat(page).getByRole('button', { name: 'Stop answering' }).click();
  await turn.gone;
  await page.reload();
  await expect(answer(page)).toContainText('One, two');
});

test('a model that answers 429 gets an error with a way to try again', async ({ page, model }) => {
  await signUp(page);
  await say(page, 'hello');
  const refuse = async (): Promise<void> => (await model.next()).fail(429);
  await refuse();
  const alert = chat(page).getByRole('alert');
  const again = (async (): Promise<void> => {
    for (;;) await refuse();
  })();
  again.catch(() => {});
  await expect(alert).toBeVisible({ timeout: 45_000 });
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
});
