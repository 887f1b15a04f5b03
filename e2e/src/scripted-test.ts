import { startParley } from './parley.ts';
import { startScriptedModelServer } from './scripted-model-server.ts';
import type { ScriptedModelServer } from './scripted-model-server.ts';
import { test } from './test.ts';

/**
 * The `test` of a product whose model says what the test tells it to.
 *
 * @param settings of the product, besides those that name the model.
 */
export function scriptedTest(
  settings: Record<string, string> = {},
): ReturnType<typeof test.extend<object, { model: ScriptedModelServer }>> {
  return test.extend<object, { model: ScriptedModelServer }>({
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
          ...settings,
          MODEL: 'compatible/scripted',
          MODEL_BASE_URL: model.url,
          MODEL_API_KEY: 'none',
        });
        await use(parley);
      },
      { scope: 'worker' },
    ],
  });
}
