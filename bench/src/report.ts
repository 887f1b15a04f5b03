/** One measured figure, and what it is held against. */
export interface Figure {
  /** What was measured, in words. */
  name: string;
  value: number;
  unit: 's' | 'ms' | 'µs' | 'MB' | 'KB' | 'req/s' | '/s' | '×' | 'streams' | 'fetches';
  /** The aim this run is held to; absent where a figure is only reported. */
  aim?: { atLeast: number } | { atMost: number };
}

/** Whether the figure meets its aim; a figure without one always does. */
export function meetsAim({ value, aim }: Figure): boolean {
  if (aim === undefined) return true;
  return 'atLeast' in aim ? value >= aim.atLeast : value <= aim.atMost;
}

/** The figures as an aligned table for a terminal. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    `${format(figure.value)} ${figure.unit}`,
    aimOf(figure),
  ]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function aimOf(figure: Figure): string {
  if (figure.aim === undefined) return '';
  const [word, limit] =
    'atLeast' in figure.aim ? ['at least', figure.aim.atLeast] : ['at most', figure.aim.atMost];
  return `${meetsAim(figure) ? 'ok' : 'MISSED'}: ${word} ${limit}`;
}

function format(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** The middle one of some runs. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
