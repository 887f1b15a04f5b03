const TEXT: Readonly<Record<string, string>> = {
  prose: 'var(--_text)',
  primary: 'var(--_text)',
  emphasis: 'var(--_text)',
  secondary: 'var(--_text-secondary)',
  tertiary: 'var(--_text-tertiary)',
  success: 'var(--_success-text)',
  warning: 'var(--_warning-text)',
  danger: 'var(--_danger-text)',
};

const SURFACE: Readonly<Record<string, string>> = {
  surface: 'var(--_surface)',
  'surface-secondary': 'var(--_fill)',
  'surface-tertiary': 'var(--_fill-strong)',
  'surface-elevated': 'var(--_raised)',
  'surface-elevated-secondary': 'var(--_fill)',
};

const BORDER: Readonly<Record<string, string>> = {
  default: 'var(--_border)',
  subtle: 'var(--_border-subtle)',
  strong: 'var(--_border-strong)',
};

/** What a colour is for; each has tokens of its own. */
export type ColorKind = 'text' | 'surface' | 'border';

const TOKENS: Record<ColorKind, Readonly<Record<string, string>>> = {
  text: TEXT,
  surface: SURFACE,
  border: BORDER,
};

/** Hue and chroma of the primitive colours. */
const PRIMITIVES: Readonly<Record<string, readonly [hue: number, chroma: number]>> = {
  gray: [0, 0],
  red: [27, 0.2],
  orange: [55, 0.17],
  yellow: [90, 0.16],
  green: [150, 0.16],
  blue: [255, 0.18],
  purple: [300, 0.19],
  pink: [350, 0.19],
};

const LIGHTNESS: Readonly<Record<string, number>> = {
  '25': 0.985,
  '50': 0.97,
  '100': 0.94,
  '200': 0.88,
  '300': 0.8,
  '400': 0.71,
  '500': 0.63,
  '600': 0.55,
  '700': 0.47,
  '800': 0.39,
  '900': 0.32,
  '950': 0.25,
};

/**
 * A widget colour as CSS: a token of its kind, a primitive such as `blue-500`, a `{light, dark}`
 * pair, or CSS itself, which the browser refuses when it is no colour.
 */
export function colorOf(value: unknown, kind: ColorKind): string | undefined {
  if (typeof value === 'object' && value !== null) {
    const { light, dark } = value as { light?: unknown; dark?: unknown };
    const pair = [colorOf(light, kind), colorOf(dark, kind)];
    return pair.includes(undefined) ? undefined : `light-dark(${pair.join(', ')})`;
  }
  if (typeof value !== 'string') return undefined;
  if (Object.hasOwn(TOKENS[kind], value)) return TOKENS[kind][value];
  return primitive(value) ?? value;
}

function primitive(value: string): string | undefined {
  const [name, step] = value.split('-');
  const color = PRIMITIVES[name ?? ''];
  const lightness = LIGHTNESS[step ?? ''];
  if (color === undefined || lightness === undefined) return undefined;
  return `oklch(${lightness} ${color[1]} ${color[0]})`;
}
