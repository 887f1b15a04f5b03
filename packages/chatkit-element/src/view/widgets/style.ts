import type { WidgetNode } from '../../core/wire.ts';
import { colorOf } from './color.ts';

/** CSS properties and their values. */
export type Style = Record<string, string | undefined>;

/** Pixels in one unit of `gap`, `padding` and `margin`. */
const SPACE_UNIT = 4;

const RADII: Readonly<Record<string, string>> = {
  none: '0',
  '2xs': '2px',
  xs: '4px',
  sm: '6px',
  md: '8px',
  lg: '10px',
  xl: '12px',
  '2xl': '16px',
  '3xl': '20px',
  '4xl': '24px',
  full: '9999px',
  '100%': '100%',
};

const JUSTIFY: Readonly<Record<string, string>> = {
  start: 'flex-start',
  center: 'center',
  end: 'flex-end',
  between: 'space-between',
  around: 'space-around',
  evenly: 'space-evenly',
  stretch: 'stretch',
};

const ALIGN: Readonly<Record<string, string>> = {
  start: 'flex-start',
  center: 'center',
  end: 'flex-end',
  baseline: 'baseline',
  stretch: 'stretch',
};

/** Style of what every box has: size, radius, margin (protocol C.1, `Block`). */
export function blockStyle(node: WidgetNode): Style {
  const at = (name: string, fallback: string): unknown => node[name] ?? node[fallback];
  return {
    width: sizeOf(at('width', 'size')),
    height: sizeOf(at('height', 'size')),
    'min-width': sizeOf(at('minWidth', 'minSize')),
    'min-height': sizeOf(at('minHeight', 'minSize')),
    'max-width': sizeOf(at('maxWidth', 'maxSize')),
    'max-height': sizeOf(at('maxHeight', 'maxSize')),
    'aspect-ratio': node['aspectRatio'] === undefined ? undefined : String(node['aspectRatio']),
    'border-radius': RADII[String(node['radius'])],
    ...sides('margin', node['margin']),
  };
}

/** Style of what holds children: flow, gaps, padding, border, background (`BoxBase`). */
export function boxStyle(node: WidgetNode): Style {
  return {
    ...blockStyle(node),
    'align-items': ALIGN[String(node['align'])],
    'justify-content': JUSTIFY[String(node['justify'])],
    'flex-wrap': typeof node['wrap'] === 'string' ? node['wrap'] : undefined,
    flex: node['flex'] === undefined ? undefined : String(node['flex']),
    gap: spaceOf(node['gap']),
    // Only a colour: a background image would be a request to wherever it points.
    'background-color': colorOf(node['background'], 'surface'),
    ...paddingStyle(node['padding']),
    ...borders(node['border']),
  };
}

/** Room inside of something, the same on all sides or of each. */
export function paddingStyle(value: unknown): Style {
  return sides('padding', value);
}

/** A spacing value: numbers are units of 4 px, strings are CSS. */
export function spaceOf(value: unknown): string | undefined {
  if (typeof value === 'number') return `${value * SPACE_UNIT}px`;
  return typeof value === 'string' ? value : undefined;
}

/** A size value: numbers are pixels, strings are CSS. */
export function sizeOf(value: unknown): string | undefined {
  if (typeof value === 'number') return `${value}px`;
  return typeof value === 'string' ? value : undefined;
}

function sides(property: string, value: unknown): Style {
  if (typeof value !== 'object' || value === null) return { [property]: spaceOf(value) };
  const { top, right, bottom, left, x, y } = value as Record<string, unknown>;
  return {
    [`${property}-top`]: spaceOf(top ?? y),
    [`${property}-bottom`]: spaceOf(bottom ?? y),
    [`${property}-left`]: spaceOf(left ?? x),
    [`${property}-right`]: spaceOf(right ?? x),
  };
}

function borders(value: unknown): Style {
  if (typeof value !== 'object' || value === null) return { border: borderOf(value) };
  if ('size' in value) return { border: borderOf(value) };
  const { top, right, bottom, left, x, y } = value as Record<string, unknown>;
  return {
    'border-top': borderOf(top ?? y),
    'border-bottom': borderOf(bottom ?? y),
    'border-left': borderOf(left ?? x),
    'border-right': borderOf(right ?? x),
  };
}

function borderOf(value: unknown): string | undefined {
  if (typeof value === 'number') return `${value}px solid var(--_border)`;
  if (typeof value !== 'object' || value === null) return undefined;
  const { size, color, style } = value as { size?: unknown; color?: unknown; style?: unknown };
  const line = typeof style === 'string' ? style : 'solid';
  return `${typeof size === 'number' ? size : 1}px ${line} ${colorOf(color, 'border') ?? 'var(--_border)'}`;
}
