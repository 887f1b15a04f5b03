import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyWidget } from '../../widget/arbitrary-widget.ts';
import { normalizeWidget, withoutNulls } from './normalize.ts';
import { widgetNodeSchema, widgetRootSchema } from './schema.ts';

const action = { type: 'go' };
const series = [{ type: 'bar', dataKey: 'y' }];
const chart = { type: 'Chart', data: [{ x: 'a', y: 1 }], series, xAxis: 'x' };

test.each<[object, string]>([
  [{ type: 'Badge' }, 'Badge.label: not a string'],
  [{ type: 'Caption', value: 7 }, 'Caption.value: not a string'],
  [{ type: 'Checkbox' }, 'Checkbox.name: not a string'],
  [{ type: 'DatePicker', name: null }, 'DatePicker.name: not a string'],
  [{ type: 'Icon' }, 'Icon.name: not a string'],
  [{ type: 'Image', alt: 'a' }, 'Image.src: not a string'],
  [{ type: 'Input' }, 'Input.name: not a string'],
  [{ type: 'Label', value: 'a' }, 'Label.fieldName: not a string'],
  [{ type: 'Label', fieldName: 'a' }, 'Label.value: not a string'],
  [{ type: 'Markdown' }, 'Markdown.value: not a string'],
  [{ type: 'RadioGroup' }, 'RadioGroup.name: not a string'],
  [{ type: 'RadioGroup', name: 'a', options: ['a'] }, 'RadioGroup.options: not a list of values'],
  [{ type: 'Select', options: [] }, 'Select.name: not a string'],
  [{ type: 'Select', name: 'a' }, 'Select.options: not a list of values'],
  [
    { type: 'Select', name: 'a', options: [{ value: 'a' }] },
    'Select.options: not a list of values',
  ],
  [{ type: 'Text', value: null }, 'Text.value: not a string'],
  [{ type: 'Text', value: '', editable: true }, 'Text.editable: not false or a named field'],
  [{ type: 'Textarea' }, 'Textarea.name: not a string'],
  [{ type: 'Title' }, 'Title.value: not a string'],
  [{ ...chart, data: [1] }, 'Chart.data: not a list of rows'],
  [{ ...chart, series: [{ type: 'bar' }] }, 'Chart.series: not a list of series'],
  [{ ...chart, xAxis: { hide: true } }, 'Chart.xAxis: not a key or an axis'],
  [{ type: 'Button', onClickAction: { payload: {} } }, 'Button.onClickAction: not an action'],
  [{ type: 'Form', onSubmitAction: [] }, 'Form.onSubmitAction: not an action'],
  [{ type: 'Moon', onChangeAction: 'go' }, 'Moon.onChangeAction: not an action'],
  [{ type: 'Card', confirm: { label: 'Yes' } }, 'Card.confirm: not a button'],
  [{ type: 'Card', cancel: { action } }, 'Card.cancel: not a button'],
  [{ type: 'Card', status: 'late' }, 'Card.status: not a status'],
  [{ type: 'ListView', status: { icon: 'check' } }, 'ListView.status: not a status'],
  [{ type: 'Row', key: 1 }, 'Row.key: not a string'],
])('%j is refused', (node, message) => {
  const { error } = widgetNodeSchema.safeParse(node);
  expect(error?.issues[0]?.message).toContain(message);
  const within = widgetRootSchema.safeParse({
    type: 'Basic',
    children: { type: 'Row', children: [node] },
  });
  expect(within.error?.issues[0]?.message).toContain(message);
});

test.each<[object]>([
  [{ ...chart, xAxis: { dataKey: 'x', hide: true } }],
  [{ ...chart, series: [{ type: 'scatter', dataKey: 'y' }] }],
  [{ type: 'Text', value: '', editable: false }],
  [{ type: 'RadioGroup', name: 'a' }],
  [{ type: 'Button' }],
  [{ type: 'toString' }],
  [{ type: 'Table', children: [{ type: 'Table.Row', children: [{ type: 'Table.Cell' }] }] }],
])('%j is read as it is', (node) => {
  expect(widgetNodeSchema.parse(node)).toEqual(node);
});

test('any widget of the protocol is read, and reading it again changes nothing', () => {
  fc.assert(
    fc.property(anyWidget, (widget) => {
      const once = widgetRootSchema.parse(widget);
      expect(once).toEqual(normalizeWidget(widget));
      expect(widgetRootSchema.parse(once)).toEqual(once);
    }),
  );
});

const button = { type: 'Button', onClickAction: action };
const full = {
  type: 'Button',
  onClickAction: { ...action, handler: 'server', loadingBehavior: 'auto', streaming: true },
};
const inRow = (node: object): object => ({ type: 'Row', children: [node] });
const item = { type: 'ListViewItem', children: [button] };
const fullItem = { ...item, children: [full] };

test.each<[string, object, object]>([
  ['in a card', { type: 'Card', children: [button] }, { type: 'Card', children: [full] }],
  [
    'deep down',
    { type: 'Card', children: [inRow(button)] },
    { type: 'Card', children: [inRow(full)] },
  ],
  ['in a list', { type: 'ListView', children: [item] }, { type: 'ListView', children: [fullItem] }],
  [
    'in a transition',
    { type: 'Card', children: [{ type: 'Transition', children: button }] },
    { type: 'Card', children: [{ type: 'Transition', children: full }] },
  ],
  [
    'at the foot of a card',
    { type: 'Card', children: [], confirm: { label: 'Yes', action } },
    { type: 'Card', children: [], confirm: { label: 'Yes', action: full.onClickAction } },
  ],
  [
    'what is said stays',
    { type: 'Card', children: [{ ...button, onClickAction: { ...action, streaming: false } }] },
    {
      type: 'Card',
      children: [{ ...full, onClickAction: { ...full.onClickAction, streaming: false } }],
    },
  ],
])('defaults of actions are written out: %s', (_name, widget, written) => {
  expect(widgetRootSchema.parse(widget)).toEqual(written);
  expect(withoutNulls(widget)).toEqual(widget);
});

test.each<[string, object]>([
  ['in a basic root', { type: 'Basic', children: [button] }],
  ['in a card within one', { type: 'Basic', children: [{ type: 'Card', children: [button] }] }],
  [
    'in a table',
    {
      type: 'Card',
      children: [
        {
          type: 'Table',
          children: [{ type: 'Table.Row', children: [{ type: 'Table.Cell', children: [button] }] }],
        },
      ],
    },
  ],
  [
    'below an unknown node',
    { type: 'Card', children: [{ type: 'Moon', children: [inRow(button)] }] },
  ],
  ['of an unknown node', { type: 'Card', children: [{ type: 'Moon', onClickAction: action }] }],
  ['in a single child', { type: 'Card', children: [{ type: 'Row', children: button }] }],
  ['in a card with a single child', { type: 'Card', children: button }],
  ['in a list of other things', { type: 'ListView', children: [item, button] }],
  [
    'in a payload',
    { type: 'Basic', children: [{ ...button, onClickAction: { ...action, payload: button } }] },
  ],
])('an action stays as it was written, as on the reference server: %s', (_name, widget) => {
  expect(widgetRootSchema.parse(widget)).toEqual(widget);
});

test('a payload that looks like a node is not one', () => {
  const payload = { ...button, children: [button] };
  const widget = { type: 'Card', children: [{ ...button, onClickAction: { ...action, payload } }] };
  const { onClickAction } = normalizeWidget(widget).children[0] ?? button;
  expect(onClickAction).toEqual({ ...full.onClickAction, payload });
});

test('a date in a payload is what JSON makes of it', () => {
  const payload = { at: new Date(0), url: new URL('https://a.example/'), list: [new Date(1)] };
  const { onClickAction } = normalizeWidget({ ...button, onClickAction: { ...action, payload } });
  expect(onClickAction).toMatchObject({ payload: JSON.parse(JSON.stringify(payload)) as object });
});

test('keys keep their order', () => {
  const text = '{"children":[{"value":"a","type":"Text"}],"size":"sm","type":"Card"}';
  expect(JSON.stringify(normalizeWidget(JSON.parse(text)))).toBe(text);
});

test('a key that names the prototype is dropped', () => {
  const widget: unknown = JSON.parse('{"type":"Card","__proto__":{"type":"Evil"},"children":[]}');
  const read = widgetRootSchema.parse(widget);
  expect(read).toEqual({ type: 'Card', children: [] });
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
});
