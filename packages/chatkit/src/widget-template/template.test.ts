import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { WidgetTemplateError, loadWidgetTemplate } from './index.ts';

const folder = path.join(import.meta.dirname, '../../test/widgets');

function read(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

function file(template: string, jsonSchema?: unknown): object {
  return { version: '1.0', name: 'Sample', template, jsonSchema };
}

/** The error a call throws; a test that expects one fails when there is none. */
function failure(call: () => unknown): WidgetTemplateError {
  try {
    call();
  } catch (error) {
    if (error instanceof WidgetTemplateError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const week = [
  { day: 'Mon', done: 2 },
  { day: 'Tue', done: 0.5 },
];
const owner = { name: 'Ann "A." Lee', image: '/ann.png' };
const project = { project: 'Release 1.0', owner, done: 3, total: 8, week, next: 'write it down' };
const tasks = [
  { id: 'a', title: 'Buy "good" milk', done: false, late: true, tags: ['home', 'shop'] },
  { id: 'b', title: 'Call\nAnna', done: true, late: true },
  { id: 'c', title: 'Plan the week 🦆', done: false },
];

describe('a widget file gives the stored widget (protocol F.3)', () => {
  test.each<[string, string, object | undefined]>([
    ['a list without data', 'views', undefined],
    ['a card without data', 'daily-summary', undefined],
    ['a list with data', 'tasks', { tasks }],
    ['a card with data', 'project', project],
    ['a basic root', 'person', { name: 'Ann Lee', about: 'Likes lists' }],
  ])('%s', (_name, name, data) => {
    const template = loadWidgetTemplate<object>(read(`${name}.widget`));
    const stored: unknown = JSON.parse(read(`${name}.json`));
    expect(template.build(data)).toStrictEqual(stored);
    const { jsonSchema } = JSON.parse(read(`${name}.widget`)) as { jsonSchema: object };
    expect(template.jsonSchema).toEqual(jsonSchema);
  });

  test('the parsed file does as well as its text, and a template may be used again', () => {
    const template = loadWidgetTemplate<object>(JSON.parse(read('tasks.widget')) as object);
    expect(template.build({ tasks: [] })).toEqual({ type: 'ListView', limit: 10, children: [] });
    expect(template.build({ tasks })).toEqual(JSON.parse(read('tasks.json')));
    expect(template.name).toBe('Tasks');
  });
});

describe('a file that is no widget file is refused', () => {
  test.each<[string, string | object, string]>([
    ['no JSON', 'type: Card', 'a widget file is a JSON object'],
    ['a list', '[]', 'a widget file is a JSON object'],
    ['another version', { ...file('{}'), version: '2.0' }, 'version: expected "1.0"'],
    ['no version', { name: 'x', template: '{}' }, 'version: expected "1.0"'],
    ['no name', { version: '1.0', template: '{}' }, 'name: expected a string'],
    ['no template', { version: '1.0', name: 'x' }, 'template: expected a string'],
    ['a template that is not Jinja', file('{% for %}'), 'template of Sample: '],
    ['a schema that is none', file('{}', 7), 'jsonSchema of Sample: '],
    ['a schema with if', file('{}', { type: 'object', if: {} }), 'jsonSchema of Sample: '],
    ['a schema with not', file('{}', { not: { type: 'string' } }), 'jsonSchema of Sample: '],
  ])('%s', (_name, source, message) => {
    const error = failure(() => loadWidgetTemplate(source));
    expect(error.code).toBe('invalid_definition');
    expect(error.message).toContain(message);
  });
});

/** What the card of a project says of data that does not fit. */
function faultOf(data: object): string {
  const error = failure(() => loadWidgetTemplate<object>(read('project.widget')).build(data));
  expect(error.code).toBe('invalid_data');
  return error.message;
}

describe('data is held to the schema', () => {
  test.each<[string, object, string]>([
    [
      'a missing property',
      { ...project, next: undefined },
      'data.next: Invalid input: expected string',
    ],
    ['no data at all', {}, 'data.project: Invalid input: expected string, received undefined'],
    ['another type', { ...project, done: '3' }, 'data.done: Invalid input: expected number'],
    ['a part of a number', { ...project, done: 3.5 }, 'data.done: Invalid input: expected int'],
    [
      'a number too small',
      { ...project, done: -1 },
      'data.done: Too small: expected number to be >=0',
    ],
    [
      'a choice not offered',
      { ...project, color: 'red' },
      'data.color: Invalid option: expected one of "blue"|"green"',
    ],
    [
      'a property too many',
      { ...project, owner: { ...owner, age: 3 } },
      'data.owner: Unrecognized key: "age"',
    ],
    [
      'something deep in a list',
      { ...project, week: [...week, { day: 'Wed', done: 'x' }] },
      'data.week[2].done: Invalid input: expected number',
    ],
    [
      'a list in place of an object',
      { ...project, owner: [] },
      'data.owner: Invalid input: expected object',
    ],
    [
      'a date that is no string',
      { ...project, owner: new Date(0) },
      'data.owner: Invalid input: expected object, received string',
    ],
  ])('%s', (_name, data, message) => {
    expect(faultOf(data)).toContain(`Project: ${message}`);
  });

  test('what is wrong is told without a value of the data', () => {
    const data = { ...project, project: 7, owner: { name: 'secret', image: 3 }, color: 'secret' };
    expect(faultOf(data)).toContain('data.owner.image');
    expect(faultOf(data)).not.toContain('secret');
  });

  test('data that is not JSON is refused', () => {
    const template = loadWidgetTemplate<object>(file('{"type":"Card"}'));
    const knot: { self?: object } = {};
    knot.self = knot;
    expect(failure(() => template.build(knot)).code).toBe('invalid_data');
    expect(failure(() => template.build({ big: 1n })).code).toBe('invalid_data');
  });

  const open = '{"type":"Card","children":[{"type":"Text","value":{{ v | tojson }}}]}';
  const reads = (schema: unknown, data: object): unknown => {
    const built = loadWidgetTemplate<object>(file(open, schema)).build(data);
    return (built.children as { value: unknown }[])[0]?.value;
  };

  test.each<[string, unknown, object, string]>([
    ['words without a type', { properties: { v: { minLength: 2 } } }, { v: 'a' }, 'data.v'],
    ['a required name without a property', { type: 'object', required: ['v'] }, {}, 'data.v'],
    [
      'a required name in one of several schemas',
      { type: 'object', allOf: [{ required: ['v'] }] },
      {},
      'data.v',
    ],
    [
      'a choice of types',
      { properties: { v: { type: ['string', 'null'] } } },
      { v: 7 },
      'data.v: Invalid input: expected string, received number or Invalid input: expected null, received number',
    ],
    [
      'a reference',
      { properties: { v: { $ref: '#/$defs/w' } }, $defs: { w: { const: 'a' } } },
      { v: 'b' },
      'data.v',
    ],
    [
      'a pattern of names',
      { type: 'object', propertyNames: { pattern: '^v$' } },
      { v: 'a', w: 1 },
      'data.w',
    ],
    ['nothing at all', false, { v: 'a' }, 'data'],
  ])('%s is enforced', (_name, schema, data, message) => {
    expect(failure(() => reads(schema, data)).message).toContain(message);
  });

  test.each<[string, unknown, object, string]>([
    ['no schema', undefined, { v: 'a' }, 'a'],
    ['a default', { properties: { v: { type: 'string', default: 'b' } } }, {}, 'b'],
    ['a relative address', { properties: { v: { format: 'uri-reference' } } }, { v: '/a' }, '/a'],
    [
      'either of two types',
      { properties: { v: { anyOf: [{ const: 1 }, { type: 'string' }] } } },
      { v: 'a' },
      'a',
    ],
    [
      'a reference',
      { properties: { v: { $ref: '#/$defs/w' } }, $defs: { w: { const: 'a' } } },
      { v: 'a' },
      'a',
    ],
  ])('%s is read', (_name, schema, data, value) => {
    expect(reads(schema, data)).toBe(value);
  });

  test('a list or object to choose from is refused before it can be misread', () => {
    const error = failure(() => reads({ properties: { v: { enum: [['a']] } } }, { v: ['a'] }));
    expect(error.code).toBe('invalid_definition');
  });
});

describe('the result is a widget', () => {
  test.each<[string, string, string]>([
    ['no JSON', '{"type":"Card",}', 'the template did not give JSON'],
    ['a part of a widget', '{"type":"Text","value":"a"}', 'Text cannot be the root'],
    ['a node without what it needs', '{"type":"Card","children":[{"type":"Text"}]}', 'Text.value'],
    ['a list', '[]', 'a node must be an object'],
  ])('%s is refused', (_name, template, message) => {
    const error = failure(() => loadWidgetTemplate(file(template)).build());
    expect([error.code, error.message]).toEqual([
      'invalid_output',
      expect.stringContaining(message),
    ]);
  });

  test('null is left out and the rest is as it was written', () => {
    const template =
      '{"type":"Card","size":{{ none | tojson }},"glow":1,"children":[{"type":"Moon","onClickAction":{"type":"a"}}]}';
    expect(loadWidgetTemplate(file(template)).build()).toEqual({
      type: 'Card',
      glow: 1,
      children: [{ type: 'Moon', onClickAction: { type: 'a' } }],
    });
  });

  test('an error does not quote the data', () => {
    const template = loadWidgetTemplate<object>(file('{"type":{{ v | tojson }},}'));
    const error = failure(() => template.build({ v: 'secret' }));
    expect(JSON.stringify([error.message, String(error.cause)])).not.toContain('secret');
  });
});
