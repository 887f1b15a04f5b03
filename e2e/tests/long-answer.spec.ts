import { answer, chat, say, signUp } from '../src/person.ts';
import { scriptedTest } from '../src/scripted-test.ts';
import { expect } from '../src/test.ts';

const LIFETIME_SECONDS = 10;
/** By how much clocks may differ, and a little more: no server believes the token after that. */
const GRACE_SECONDS = 7;

const test = scriptedTest({ TOKEN_LIFETIME_SECONDS: String(LIFETIME_SECONDS) });

test('an answer that takes longer than its token lives is told to its end', async ({
  page,
  model,
}) => {
  await signUp(page);
  await say(page, 'tell me a long story');
  const turn = await model.next();
  turn.say('Once upon a time');
  await expect(answer(page)).toContainText('Once upon a time');
  const end = Date.now() + (LIFETIME_SECONDS + GRACE_SECONDS) * 1000;
  await expect.poll(() => Date.now() > end, { timeout: 40_000 }).toBe(true);
  turn.say(' they lived happily.');
  turn.end();
  await expect(answer(page)).toContainText('Once upon a time they lived happily.');
  await expect(chat(page).getByRole('alert')).toHaveCount(0);
});
