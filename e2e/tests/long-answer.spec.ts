import { startParley } from '../src/parley.ts';
import type { Parley } from '../src/parley.ts';
import { answer, chat, say, signUp } from '../src/person.ts';
import { startScriptedModelServer } from '../src/scripted-model-server.ts';
import type { ScriptedModelServer } from '../src/scripted-model-server.ts';
import { expect, test as base } from '../src/test.ts';

const LIFETIME_SECONDS = 10;

const test = base.extend<object, { model: ScriptedModelServer; parley: Parley }>({
  model: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      await using model = await startScriptedModelServer();
      await use(model);
    },
    { scope: 'worker' },
  ],
  parley: [
    async ({ model }, use) => {
      await using parley = await startParley({
        TOKEN_LIFETIME_SECONDS: String(LIFETIME_SECONDS),
        MODEL: 'compatible/scripted',
        MODEL_BASE_URL: model.url,
        MODEL_API_KEY: 'none',
      });
      await use(parley);
    },
    { scope: 'worker' },
  ],
});

test('an answer that takes longer than its token lives is told to its end', async ({
  page,
  model,
}) => {
  await signUp(page);
  await say(page, 'tell me a long story');
  const turn = await model.next();
  turn.say('Once upon a time');
  await expect(answer(page)).toContainText('Once upon a time');
  const end = Date.now() + 2.5 * LIFETIME_SECONDS * 1000;
  await expect.poll(() => Date.now() > end, { timeout: 40_000 }).toBe(true);
  turn.say(' they lived happily.');
  turn.end();
  await expect(answer(page)).toContainText('Once upon a time they lived happily.');
  await expect(chat(page).getByRole('alert')).toHaveCount(0);
});
