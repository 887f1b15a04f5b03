import type { ChartNode } from '../protocol/widget/chart.ts';
import type { TableCellNode, TableNode, TableRowNode } from '../protocol/widget/layout.ts';
import type { ContentNode, ParentProps, Props } from './build.ts';
import { build, buildParent } from './build.ts';

/** A table of rows made by {@link tableRow}. */
export function table(props: ParentProps<TableNode, TableRowNode>): TableNode {
  return buildParent<TableNode>('Table', props);
}

/** A row of a {@link table}; `header` makes its cells headings. */
export function tableRow(props: ParentProps<TableRowNode, TableCellNode>): TableRowNode {
  return buildParent<TableRowNode>('Table.Row', props);
}

/** A cell of a {@link tableRow}. */
export function tableCell(props: ParentProps<TableCellNode, ContentNode>): TableCellNode {
  return buildParent<TableCellNode>('Table.Cell', props);
}

/**
 * Bars, lines and areas over rows of data; each series names the key of its values.
 *
 * @example chart({ data: [{ day: 'Mon', open: 3 }], xAxis: 'day', series: [{ type: 'bar', dataKey:
 * 'open' }] })
 */
export function chart(props: Props<ChartNode>): ChartNode {
  return build<ChartNode>('Chart', props);
}
