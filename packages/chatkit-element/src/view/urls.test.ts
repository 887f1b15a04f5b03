import { describe, expect, it } from 'vitest';
import { createUrlPolicy } from './urls.ts';

const policy = createUrlPolicy('/api', 'https://app.example/page', [
  'img.example',
  '*.cdn.example',
]);

describe('images', () => {
  it.each([
    ['https://app.example/a.png', true],
    ['/a.png', true],
    ['https://img.example/a.png', true],
    ['https://sub.img.example/a.png', false],
    ['https://eu.cdn.example/a.png', true],
    ['https://cdn.example/a.png', false],
    ['https://evilcdn.example/a.png', false],
    ['https://img.example.evil.example/a.png', false],
    ['https://user@img.example/a.png', true],
    ['https://img.example@evil.example/a.png', false],
    ['data:image/png;base64,AA', true],
    ['data:text/html,x', false],
    ['blob:https://app.example/1', true],
    ['javascript:alert(1)', false],
    ['', true],
  ])('%s: %s', (src, allowed) => {
    expect(policy.image(src) !== null).toBe(allowed);
  });
});
