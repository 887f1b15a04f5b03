import { expect, test } from 'vitest';
import { ModelSettingError, parseModelSetting } from './model-setting.ts';

test.for([undefined, '', '  ', 'offline'])('MODEL %j is the offline assistant', (MODEL) => {
  expect(parseModelSetting({ MODEL })).toEqual({ kind: 'offline' });
});

test('a known provider takes its own key', () => {
  expect(
    parseModelSetting({ MODEL: 'openai/gpt-5', OPENAI_API_KEY: 'k1', MODEL_API_KEY: 'k2' }),
  ).toEqual({
    kind: 'model',
    provider: 'openai',
    label: 'openai/gpt-5',
    name: 'gpt-5',
    apiKey: 'k1',
  });
});

test('Ollama needs no key and has an address of its own', () => {
  expect(parseModelSetting({ MODEL: 'ollama/llama3' })).toMatchObject({
    provider: 'ollama',
    name: 'llama3',
    baseUrl: 'http://localhost:11434/v1',
  });
});

test('any other provider is reached at MODEL_BASE_URL; its model may hold slashes', () => {
  const env = {
    MODEL: 'router/meta/llama-4',
    MODEL_BASE_URL: 'https://models.example/v1/',
    MODEL_API_KEY: 'k',
  };
  expect(parseModelSetting(env)).toMatchObject({
    provider: 'compatible',
    name: 'meta/llama-4',
    baseUrl: 'https://models.example/v1',
    apiKey: 'k',
  });
});

test.for([
  [{ MODEL: 'gpt-5' }, 'MALFORMED', 'provider/name'],
  [{ MODEL: '/gpt-5' }, 'MALFORMED', 'provider/name'],
  [{ MODEL: 'openai/' }, 'MALFORMED', 'provider/name'],
  [{ MODEL: 'openai/gpt-5' }, 'MISSING_KEY', 'OPENAI_API_KEY'],
  [{ MODEL: 'anthropic/claude', OPENAI_API_KEY: 'k' }, 'MISSING_KEY', 'ANTHROPIC_API_KEY'],
  [{ MODEL: 'google/gemini' }, 'MISSING_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY'],
  [{ MODEL: 'acme/one', MODEL_API_KEY: 'secret-key' }, 'UNKNOWN_PROVIDER', 'MODEL_BASE_URL'],
  [{ MODEL: 'ollama/llama3', MODEL_BASE_URL: 'ftp://x' }, 'BAD_BASE_URL', 'MODEL_BASE_URL'],
] as const)('%j is refused with a sentence', ([env, code, words]) => {
  const refused = (): unknown => parseModelSetting(env);
  expect(refused).toThrow(ModelSettingError);
  expect(refused).toThrow(expect.objectContaining({ code }));
  expect(refused).toThrow(words);
  expect(refused).not.toThrow('secret-key');
});
