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

test('defaults of actions are for the wire; without them a widget is as it was written', () => {
  const widget = {
    type: 'Card',
    size: null,
    children: [{ type: 'Button', onClickAction: action }],
  };
  const { size: _, ...written } = widget;
  expect(withoutNulls(widget)).toEqual(written);
  const [button] = normalizeWidget(widget).children;
  expect(button?.onClickAction).toEqual({
    ...action,
    handler: 'server',
    loadingBehavior: 'auto',
    streaming: true,
  });
});

test('a key that names the prototype is dropped', () => {
  const widget: unknown = JSON.parse('{"type":"Card","__proto__":{"type":"Evil"},"children":[]}');
  const read = widgetRootSchema.parse(widget);
  expect(read).toEqual({ type: 'Card', children: [] });
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
});
