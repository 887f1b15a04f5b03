import { describe, expect, it } from 'vitest';
import { mergePayload, valuesOf } from './form-values.ts';

function formOf(...fields: Record<string, unknown>[]): HTMLFormElement {
  const elements = fields.map(({ name, ...rest }) => ({ dataset: { field: name }, ...rest }));
  return { querySelectorAll: () => elements } as unknown as HTMLFormElement;
}

describe('valuesOf', () => {
  it('nests dotted names and reads each kind of field', () => {
    const form = formOf(
      { name: 'todo.title', type: 'text', value: 'x' },
      { name: 'todo.done', type: 'checkbox', checked: true, value: 'on' },
      { name: 'when', type: 'radio', checked: false, value: 'a' },
      { name: 'when', type: 'radio', checked: true, value: 'b' },
      { name: 'off', type: 'text', value: 'x', disabled: true },
    );
    expect(valuesOf(form)).toEqual({ todo: { title: 'x', done: true }, when: 'b' });
  });

  it('cannot reach a prototype', () => {
    const form = formOf(
      { name: '__proto__.polluted', type: 'text', value: 'x' },
      { name: 'constructor.prototype.polluted', type: 'text', value: 'x' },
      { name: 'a..b', type: 'text', value: 'x' },
    );
    expect(valuesOf(form)).toEqual({});
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('mergePayload', () => {
  it('adds values beside the payload and inside its objects', () => {
    const merged = mergePayload({ id: 1, todo: { list: 2 } }, { todo: { title: 'x' }, note: 'n' });
    expect(merged).toEqual({
      payload: { id: 1, todo: { list: 2, title: 'x' }, note: 'n' },
      collisions: [],
    });
  });

  it('keeps what the payload says and names the collision', () => {
    const merged = mergePayload({ id: 1, todo: { title: 'p' } }, { id: 'f', todo: { title: 'f' } });
    expect(merged.payload).toEqual({ id: 1, todo: { title: 'p' } });
    expect(merged.collisions).toEqual(['id', 'todo.title']);
  });

  it('leaves a payload alone when there are no values', () => {
    expect(mergePayload(null, {})).toEqual({ payload: null, collisions: [] });
    expect(mergePayload(undefined, { a: 'b' }).payload).toEqual({ a: 'b' });
  });
});
