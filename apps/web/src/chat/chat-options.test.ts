import { expect, test } from 'vitest';
import { chatOptions } from './chat-options.ts';

function disclaimerFor(modelLabel: string | undefined): string | undefined {
  const shared = { scheme: 'light', domainKey: 'local', fetch, initialThread: null } as const;
  return chatOptions({ ...shared, modelLabel }).disclaimer?.text;
}

test('the disclaimer says that rules answer when the server has no model', () => {
  expect(disclaimerFor('offline assistant')).toMatch(/^The offline assistant answers/);
});

test.each(['openai/gpt-5', 'local/offline-llama', undefined])(
  'the disclaimer warns of a model: %s',
  (modelLabel) => {
    expect(disclaimerFor(modelLabel)).toMatch(/^The assistant may be wrong/);
  },
);
