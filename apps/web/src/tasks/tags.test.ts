import { expect, it } from 'vitest';
import { parseTags } from './tags.ts';

it('reads tags as people write them', () => {
  expect(parseTags(' home, #work ,, home,ideas ')).toEqual({
    tags: ['home', 'work', 'ideas'],
    refused: 0,
  });
  expect(parseTags('').tags).toEqual([]);
});

it('leaves out what the server would refuse, and says how many', () => {
  expect(parseTags(`${'x'.repeat(30)},${'y'.repeat(31)}`)).toEqual({
    tags: ['x'.repeat(30)],
    refused: 1,
  });
  const eleven = Array.from({ length: 11 }, (_, index) => `t${index}`).join();
  expect(parseTags(eleven)).toMatchObject({ tags: { length: 10 }, refused: 1 });
});
