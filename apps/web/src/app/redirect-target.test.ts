import { expect, it } from 'vitest';
import { safeRedirect } from './redirect-target.ts';

it.each(['/', '/account', '/?thread=thr_1&status=todo', '/chat/thr_1#end'])(
  'follows %s',
  (path) => {
    expect(safeRedirect(path)).toBe(path);
  },
);

it.each([
  undefined,
  '',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  'account',
])('goes home instead of %j', (path) => {
  expect(safeRedirect(path)).toBe('/');
});
