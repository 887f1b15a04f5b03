import { describe, expect, it } from 'vitest';
import { colorOf } from './color.ts';
import { boxStyle } from './style.ts';

const defined = (style: Record<string, string | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined));

describe('boxStyle', () => {
  it('reads numbers as units of four pixels for space and as pixels for size', () => {
    const node = { type: 'Box', gap: 2, padding: { x: 3, top: '1em' }, size: 40, width: '50%' };
    expect(defined(boxStyle(node))).toEqual({
      width: '50%',
      height: '40px',
      gap: '8px',
      'padding-left': '12px',
      'padding-right': '12px',
      'padding-top': '1em',
    });
  });

  it('reads borders of one and of several sides', () => {
    expect(defined(boxStyle({ type: 'Box', border: 2 }))).toEqual({
      border: '2px solid var(--_border)',
    });
    const sides = { type: 'Box', border: { x: { size: 1, color: 'strong', style: 'dashed' } } };
    expect(defined(boxStyle(sides))).toEqual({
      'border-left': '1px dashed var(--_border-strong)',
      'border-right': '1px dashed var(--_border-strong)',
    });
  });

  it('lets no background be anything but a colour', () => {
    const style = boxStyle({ type: 'Box', background: 'url(https://evil.example/x)' });
    expect(Object.keys(style)).not.toContain('background');
    expect(Object.keys(style)).toContain('background-color');
  });
});

describe('colorOf', () => {
  it('knows tokens by kind, primitives and pairs', () => {
    expect(colorOf('secondary', 'text')).toBe('var(--_text-secondary)');
    expect(colorOf('surface-secondary', 'surface')).toBe('var(--_fill)');
    expect(colorOf('blue-500', 'text')).toBe('oklch(0.63 0.18 255)');
    expect(colorOf({ light: '#fff', dark: 'gray-900' }, 'text')).toBe(
      'light-dark(#fff, oklch(0.32 0 0))',
    );
    expect(colorOf('rebeccapurple', 'text')).toBe('rebeccapurple');
    expect(colorOf('constructor', 'text')).toBe('constructor');
    expect(colorOf({ light: '#fff' }, 'text')).toBeUndefined();
    expect(colorOf(7, 'text')).toBeUndefined();
  });
});
