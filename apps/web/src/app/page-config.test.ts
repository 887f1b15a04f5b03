import { expect, it } from 'vitest';
import { readPageConfig } from './page-config.ts';

it('falls back to the element of this app', () => {
  expect(readPageConfig(undefined).chatkit.scriptUrl).toBeNull();
  expect(readPageConfig('  ').chatkit.scriptUrl).toBeNull();
});

it('takes the script and the label the server names', () => {
  const text = JSON.stringify({
    chatkit: { scriptUrl: 'https://cdn.example/chatkit.js', domainKey: 'key' },
    modelLabel: 'offline assistant',
    signInWith: ['github', 'google'],
  });
  expect(readPageConfig(text)).toEqual(JSON.parse(text));
});

it('refuses a malformed configuration', () => {
  expect(() => readPageConfig('{')).toThrow(SyntaxError);
  expect(() => readPageConfig('{"chatkit":{"scriptUrl":7,"domainKey":"k"}}')).toThrow(/scriptUrl/);
});
