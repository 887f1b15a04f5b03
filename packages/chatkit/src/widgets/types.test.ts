import { expectTypeOf, test } from 'vitest';
import type { CardRoot, ListViewItemNode, TextNode, WidgetRoot } from '../protocol/index.ts';
import {
  action,
  badge,
  basic,
  button,
  card,
  chart,
  checkbox,
  divider,
  icon,
  image,
  input,
  label,
  listView,
  listViewItem,
  radioGroup,
  row,
  select,
  table,
  tableCell,
  tableRow,
  text,
  title,
  transition,
} from './index.ts';

test('a builder gives the type of its node', () => {
  expectTypeOf(text('a')).toEqualTypeOf<TextNode>();
  expectTypeOf(card({})).toEqualTypeOf<CardRoot>();
  expectTypeOf(listViewItem({})).toEqualTypeOf<ListViewItemNode>();
  expectTypeOf(card({})).toExtend<WidgetRoot>();
  expectTypeOf(row({})).not.toExtend<WidgetRoot>();
});

// Compiled, and never called.
function wrongProperties(): void {
  // @ts-expect-error a text needs its value
  text();
  // @ts-expect-error not a number
  text(7);
  // @ts-expect-error a property of no node
  text('a', { colour: 'red' });
  // @ts-expect-error a size of titles
  text('a', { size: '5xl' });
  // @ts-expect-error a size of texts
  title('a', { size: 'xs' });
  // @ts-expect-error the type is the builder's to say
  text('a', { type: 'Title' });
  // @ts-expect-error the value is said once
  text('a', { value: 'b' });
  // @ts-expect-error an editable text is a named field
  text('a', { editable: true });
  // @ts-expect-error a label belongs to a field
  label('Name');
  // @ts-expect-error not a colour of badges
  badge('Late', { color: 'caution' });
  // @ts-expect-error no such icon
  icon('milk');
  // @ts-expect-error no such icon
  button({ iconStart: 'milk' });
  // @ts-expect-error a place of nine
  image('/a.png', { position: 'middle' });
  // @ts-expect-error an action, not its name
  button({ onClickAction: 'go' });
  // @ts-expect-error the page is no handler
  action('go', { handler: 'page' });
  // @ts-expect-error a kind of pickers
  input('name', { variant: 'ghost' });
  // @ts-expect-error a select needs its options
  select('name', {});
  // @ts-expect-error options need labels
  select('name', { options: [{ value: 'a' }] });
  // @ts-expect-error choices of a radio group have one line
  radioGroup('name', { options: [{ value: 'a', label: 'A', description: 'a' }] });
  // @ts-expect-error ticked or not
  checkbox('name', { defaultChecked: 'yes' });
  // @ts-expect-error a divider has no children
  divider({ children: [] });
  // @ts-expect-error a chart needs its x axis
  chart({ data: [], series: [] });
  // @ts-expect-error a bar has no curve
  chart({ data: [], xAxis: 'x', series: [{ type: 'bar', dataKey: 'y', curveType: 'step' }] });
  // @ts-expect-error no such curve
  chart({ data: [], xAxis: 'x', series: [{ type: 'line', dataKey: 'y', curveType: 'wavy' }] });
  // @ts-expect-error a button of a card has a label
  card({ confirm: { action: action('yes') } });
}

test('wrong properties do not compile', () => {
  expectTypeOf(wrongProperties).toBeFunction();
});

// Compiled, and never called.
function wrongChildren(): void {
  // @ts-expect-error a row of a list stands in a list
  card({ children: [listViewItem({})] });
  // @ts-expect-error a list is made of rows
  listView({ children: [text('a')] });
  // @ts-expect-error a widget stands in no row
  row({ children: [card({})] });
  // @ts-expect-error a text is no node
  row({ children: ['a'] });
  // @ts-expect-error children are a list
  row({ children: text('a') });
  // @ts-expect-error one child
  transition({ children: [text('a')] });
  // @ts-expect-error its child, or that there is none
  transition({});
  // @ts-expect-error a table is made of rows
  table({ children: [tableCell({})] });
  // @ts-expect-error a row is made of cells
  tableRow({ children: [text('a')] });
  // @ts-expect-error a cell stands in a row
  basic({ children: [tableCell({})] });
}

test('wrong children do not compile', () => {
  expectTypeOf(wrongChildren).toBeFunction();
  expectTypeOf(basic({ children: [card({}), listView({}), text('a')] })).toExtend<WidgetRoot>();
});
