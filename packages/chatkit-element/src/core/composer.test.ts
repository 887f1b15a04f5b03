import { describe, expect, it } from 'vitest';
import { canSend, contentOf, draftOf, emptyComposer, textOf } from './composer.ts';
import type { Tag, Upload } from './composer.ts';

const tag = (id: string, text: string): Tag => ({ type: 'input_tag', id, text, data: {} });
const upload = (status: Upload['status']): Upload => ({
  key: status,
  name: 'a.txt',
  size: 1,
  mimeType: 'text/plain',
  previewUrl: null,
  status,
  attachment: { type: 'file', id: 'f1', name: 'a.txt', mime_type: 'text/plain' },
  reason: null,
});

describe('contentOf', () => {
  it('cuts text at its tags, the longest name first', () => {
    const parts = contentOf('ask @Anna and @Ann now', [tag('1', 'Ann'), tag('2', 'Anna')]);
    expect(parts).toEqual([
      { type: 'input_text', text: 'ask ' },
      tag('2', 'Anna'),
      { type: 'input_text', text: ' and ' },
      tag('1', 'Ann'),
      { type: 'input_text', text: ' now' },
    ]);
    expect(textOf(parts).text).toBe('ask @Anna and @Ann now');
  });

  it('leaves names alone that nobody picked', () => {
    expect(contentOf('@Bob', [])).toEqual([{ type: 'input_text', text: '@Bob' }]);
  });
});

describe('canSend', () => {
  it.each([
    [{ text: ' ' }, false],
    [{ text: 'x'.repeat(5001) }, false],
    [{ text: 'x', uploads: [upload('uploading')] }, false],
    [{ text: '', uploads: [upload('done')] }, true],
    [{ text: '', uploads: [upload('failed')] }, false],
    [{ text: 'x' }, true],
  ])('%#', (change, expected) => {
    expect(canSend({ ...emptyComposer, ...change })).toBe(expected);
  });
});

describe('draftOf', () => {
  it('trims, and takes what was chosen along', () => {
    const composer = { ...emptyComposer, text: ' hi ', toolId: 't', uploads: [upload('done')] };
    expect(draftOf(composer)).toMatchObject({
      content: [{ type: 'input_text', text: 'hi' }],
      attachments: [{ id: 'f1' }],
      toolId: 't',
      modelId: null,
    });
  });
});
