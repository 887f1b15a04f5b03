import { describe, expect, test } from 'vitest';
import { instant, text } from './fields.ts';

describe('text', () => {
  const title = text(200);

  test('is trimmed before it is measured', () => {
    expect(title.parse(`  ${'x'.repeat(200)}\n`)).toBe('x'.repeat(200));
  });

  test('keeps every character of every script', () => {
    const words = 'Zażółć 買い物 🛒 👩‍👩‍👧 <b>&amp;</b> مهمة';
    expect(title.parse(words)).toBe(words);
  });

  test.each([
    ['nothing', ''],
    ['only blanks', ' \t\n '],
    ['one character too many', 'x'.repeat(201)],
    ['a NUL', 'a\0b'],
    ['half a surrogate pair', 'a\ud83d'],
    ['a number', 7],
    ['null', null],
  ])('refuses %s', (_, value) => {
    expect(title.safeParse(value).success).toBe(false);
  });

  test('may be empty where that is said', () => {
    expect(text(10, 0).parse('  ')).toBe('');
  });
});

describe('instant', () => {
  test.each([
    '2026-11-21T15:00:00Z',
    '2026-11-21T15:00:00.123+09:00',
    '2026-11-21T15:00:00-03:30',
    '1900-01-01T00:00:00Z',
    '9998-12-31T23:59:59.999Z',
  ])('takes %s', (value) => {
    expect(instant.parse(value)).toBe(value);
  });

  test.each([
    '2026-11-21T15:00:00',
    '2026-11-21',
    '2026-11-21T15:00+01:00',
    '2026-02-30T00:00:00Z',
    '2026-11-21T25:00:00Z',
    '1899-12-31T23:59:59Z',
    '9999-01-01T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    'tomorrow',
    '',
  ])('refuses %s', (value) => {
    expect(instant.safeParse(value).success).toBe(false);
  });
});
