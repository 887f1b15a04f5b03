import { describe, expect, test } from 'vitest';
import { normalizeWidget } from '../protocol/widget/normalize.ts';
import type { WidgetNode, WidgetRoot } from '../protocol/index.ts';
import { widgetNodeSchema, widgetRootSchema } from '../protocol/index.ts';
import {
  action,
  badge,
  basic,
  box,
  button,
  caption,
  card,
  chart,
  checkbox,
  col,
  datePicker,
  divider,
  form,
  icon,
  image,
  input,
  label,
  listView,
  listViewItem,
  markdown,
  radioGroup,
  row,
  select,
  spacer,
  table,
  tableCell,
  tableRow,
  text,
  textarea,
  title,
  transition,
} from './index.ts';

const go = action('go', { payload: { id: 7 }, handler: 'client', loadingBehavior: 'none' });
const goJson = '{"type":"go","payload":{"id":7},"handler":"client","loadingBehavior":"none"}';

const nodes: [string, WidgetNode, string][] = [
  [
    'Text',
    text('Milk', { id: 't', streaming: true, color: { light: '#000', dark: '#fff' }, maxLines: 2 }),
    '{"type":"Text","value":"Milk","id":"t","streaming":true,"color":{"light":"#000","dark":"#fff"},"maxLines":2}',
  ],
  [
    'an editable Text',
    text('', { editable: { name: 'task.title', required: true } }),
    '{"type":"Text","value":"","editable":{"name":"task.title","required":true}}',
  ],
  ['Markdown', markdown('**Milk**'), '{"type":"Markdown","value":"**Milk**"}'],
  ['Title', title('Today', { size: '5xl' }), '{"type":"Title","value":"Today","size":"5xl"}'],
  ['Caption', caption('due', { size: 'sm' }), '{"type":"Caption","value":"due","size":"sm"}'],
  [
    'Label',
    label('Name', { fieldName: 'name', weight: 'bold' }),
    '{"type":"Label","value":"Name","fieldName":"name","weight":"bold"}',
  ],
  [
    'Badge',
    badge('Late', { color: 'danger', variant: 'soft', pill: false }),
    '{"type":"Badge","label":"Late","color":"danger","variant":"soft","pill":false}',
  ],
  [
    'Icon',
    icon('lucide:milk', { size: '3xl' }),
    '{"type":"Icon","name":"lucide:milk","size":"3xl"}',
  ],
  [
    'Image',
    image('/a.png', { alt: 'A', fit: 'cover', position: 'top left', radius: '2xs', flex: 1 }),
    '{"type":"Image","src":"/a.png","alt":"A","fit":"cover","position":"top left","radius":"2xs","flex":1}',
  ],
  [
    'Button',
    button({ label: 'Go', iconStart: 'play', style: 'primary', onClickAction: go }),
    `{"type":"Button","label":"Go","iconStart":"play","style":"primary","onClickAction":${goJson}}`,
  ],
  [
    'Input',
    input('mail', { inputType: 'email', required: true, gutterSize: '2xs' }),
    '{"type":"Input","name":"mail","inputType":"email","required":true,"gutterSize":"2xs"}',
  ],
  [
    'Textarea',
    textarea('notes', { rows: 3, autoResize: true, maxRows: 8 }),
    '{"type":"Textarea","name":"notes","rows":3,"autoResize":true,"maxRows":8}',
  ],
  [
    'Select',
    select('p', { options: [{ value: 'a', label: 'A', description: 'first' }], searchable: true }),
    '{"type":"Select","name":"p","options":[{"value":"a","label":"A","description":"first"}],"searchable":true}',
  ],
  [
    'DatePicker',
    datePicker('due', { min: '2026-11-21', side: 'top', onChangeAction: go }),
    `{"type":"DatePicker","name":"due","min":"2026-11-21","side":"top","onChangeAction":${goJson}}`,
  ],
  [
    'Checkbox',
    checkbox('done', { label: 'Done', defaultChecked: true }),
    '{"type":"Checkbox","name":"done","label":"Done","defaultChecked":true}',
  ],
  [
    'RadioGroup',
    radioGroup('p', { options: [{ value: 'a', label: 'A', disabled: true }], direction: 'col' }),
    '{"type":"RadioGroup","name":"p","options":[{"value":"a","label":"A","disabled":true}],"direction":"col"}',
  ],
  [
    'Box',
    box({ direction: 'row', border: { x: 1, top: { size: 2, style: 'dashed' } }, children: [] }),
    '{"type":"Box","direction":"row","border":{"x":1,"top":{"size":2,"style":"dashed"}},"children":[]}',
  ],
  [
    'Row',
    row({ gap: 2, wrap: 'wrap', key: 'r' }),
    '{"type":"Row","gap":2,"wrap":"wrap","key":"r"}',
  ],
  [
    'Col',
    col({ padding: { x: 2, top: '1rem' }, children: [text('a')] }),
    '{"type":"Col","padding":{"x":2,"top":"1rem"},"children":[{"type":"Text","value":"a"}]}',
  ],
  [
    'Form',
    form({ onSubmitAction: go, children: [button({ submit: true })] }),
    `{"type":"Form","onSubmitAction":${goJson},"children":[{"type":"Button","submit":true}]}`,
  ],
  ['Spacer', spacer(), '{"type":"Spacer"}'],
  ['Divider', divider({ flush: true }), '{"type":"Divider","flush":true}'],
  [
    'Transition',
    transition({ children: text('a') }),
    '{"type":"Transition","children":{"type":"Text","value":"a"}}',
  ],
  ['an empty Transition', transition({ children: null }), '{"type":"Transition","children":null}'],
  [
    'ListViewItem',
    listViewItem({ key: 'a', onClickAction: go, children: [text('a')] }),
    `{"type":"ListViewItem","key":"a","onClickAction":${goJson},"children":[{"type":"Text","value":"a"}]}`,
  ],
  [
    'Table',
    table({
      children: [
        tableRow({ header: true, children: [tableCell({ children: [text('Day')] })] }),
        tableRow({ children: [tableCell({ colSpan: 2, align: 'end', colSize: 'sm' })] }),
      ],
    }),
    '{"type":"Table","children":[{"type":"Table.Row","header":true,"children":[{"type":"Table.Cell","children":[{"type":"Text","value":"Day"}]}]},{"type":"Table.Row","children":[{"type":"Table.Cell","colSpan":2,"align":"end","colSize":"sm"}]}]}',
  ],
  [
    'Chart',
    chart({
      data: [{ day: 'Mon', open: 3 }],
      series: [
        { type: 'bar', dataKey: 'open', stack: 's', color: 'blue' },
        { type: 'line', dataKey: 'open', curveType: 'stepAfter' },
      ],
      xAxis: { dataKey: 'day', labels: { Mon: 'Monday' } },
      showLegend: true,
      aspectRatio: '16/9',
    }),
    '{"type":"Chart","data":[{"day":"Mon","open":3}],"series":[{"type":"bar","dataKey":"open","stack":"s","color":"blue"},{"type":"line","dataKey":"open","curveType":"stepAfter"}],"xAxis":{"dataKey":"day","labels":{"Mon":"Monday"}},"showLegend":true,"aspectRatio":"16/9"}',
  ],
];

const roots: [string, WidgetRoot, string][] = [
  [
    'Card',
    card({
      size: 'sm',
      asForm: true,
      status: { text: 'Tasks', icon: 'check' },
      children: [text('Sure?')],
      confirm: { label: 'Yes', action: go },
    }),
    `{"type":"Card","size":"sm","asForm":true,"status":{"text":"Tasks","icon":"check"},"children":[{"type":"Text","value":"Sure?"}],"confirm":{"label":"Yes","action":${goJson}}}`,
  ],
  [
    'ListView',
    listView({ limit: 'auto', children: [listViewItem({ children: [] })] }),
    '{"type":"ListView","limit":"auto","children":[{"type":"ListViewItem","children":[]}]}',
  ],
  [
    'Basic',
    basic({ theme: 'dark', gap: '1rem', children: [card({ children: [] }), text('a')] }),
    '{"type":"Basic","theme":"dark","gap":"1rem","children":[{"type":"Card","children":[]},{"type":"Text","value":"a"}]}',
  ],
];

describe('what is built is what would be written by hand, byte for byte, and valid', () => {
  test.each(nodes)('%s', (_name, built, written) => {
    expect(JSON.stringify(built)).toBe(written);
    expect(widgetNodeSchema.parse(built)).toEqual(normalizeWidget(JSON.parse(written)));
  });

  test.each(roots)('%s', (_name, built, written) => {
    expect(JSON.stringify(built)).toBe(written);
    expect(widgetRootSchema.parse(built)).toEqual(normalizeWidget(JSON.parse(written)));
  });

  test('the two tables hold every type of node', () => {
    const types = new Set<string>();
    const gather = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('type' in value && typeof value.type === 'string') types.add(value.type);
      if ('children' in value) [value.children].flat().forEach(gather);
    };
    for (const [, built] of [...nodes, ...roots]) gather(built);
    expect(types.size).toBe(30);
  });
});

const isLate = (days: number): boolean => days > 0;

describe('what is not there is left out', () => {
  test('null and undefined properties', () => {
    const late: string | null = null;
    const built = text('a', { color: late, size: undefined, truncate: false });
    expect(JSON.stringify(built)).toBe('{"type":"Text","value":"a","truncate":false}');
    expect(JSON.stringify(action('go', { payload: null }))).toBe('{"type":"go"}');
  });

  test('children that a condition hid', () => {
    const late = isLate(0);
    const built = card({ children: [late && badge('Late'), null, undefined, text('a')] });
    expect(JSON.stringify(built)).toBe('{"type":"Card","children":[{"type":"Text","value":"a"}]}');
    expect(JSON.stringify(transition({ children: late && text('a') }))).toBe(
      '{"type":"Transition","children":null}',
    );
  });

  test('what was given is not changed', () => {
    const children = [null, text('a')];
    const props = { gap: 1, children };
    row(props);
    expect(props).toEqual({ gap: 1, children: [null, { type: 'Text', value: 'a' }] });
    expect(props.children).toBe(children);
  });
});
