import type { Block, NodeBase, ThemeColor } from './style.ts';

/** How a line or area runs between its points. */
export type CurveType =
  | 'basis'
  | 'basisClosed'
  | 'basisOpen'
  | 'bumpX'
  | 'bumpY'
  | 'bump'
  | 'linear'
  | 'linearClosed'
  | 'natural'
  | 'monotoneX'
  | 'monotoneY'
  | 'monotone'
  | 'step'
  | 'stepBefore'
  | 'stepAfter';

interface SeriesBase {
  dataKey: string;
  label?: string | undefined;
  color?: ThemeColor | undefined;
}

/** One set of values of a chart. */
export type ChartSeries =
  | (SeriesBase & { type: 'bar'; stack?: string | undefined })
  | (SeriesBase & { type: 'area'; stack?: string | undefined; curveType?: CurveType | undefined })
  | (SeriesBase & { type: 'line'; curveType?: CurveType | undefined });

/** The horizontal axis: the key of its labels, with more to say about it if need be. */
export type ChartAxis =
  | string
  | {
      dataKey: string;
      hide?: boolean | undefined;
      labels?: Record<string, string> | undefined;
    };

/** A chart. */
export interface ChartNode extends NodeBase<'Chart'>, Omit<Block, 'radius' | 'margin'> {
  data: Record<string, string | number>[];
  series: ChartSeries[];
  xAxis: ChartAxis;
  showYAxis?: boolean | undefined;
  showLegend?: boolean | undefined;
  showTooltip?: boolean | undefined;
  barGap?: number | undefined;
  barCategoryGap?: number | undefined;
  flex?: number | string | undefined;
}
