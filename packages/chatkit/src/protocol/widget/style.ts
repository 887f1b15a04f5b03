/** A colour: CSS, a token, a primitive such as `blue-500`, or one per colour scheme. */
export type ThemeColor = string | { light: string; dark: string };

/** Number of spacing units, or a CSS length. */
export type Space = number | string;

/** Pixels, or a CSS length. */
export type Length = number | string;

/** Spacing per side; `x` and `y` set two sides at once. */
export interface Spacing {
  top?: Space | undefined;
  right?: Space | undefined;
  bottom?: Space | undefined;
  left?: Space | undefined;
  x?: Space | undefined;
  y?: Space | undefined;
}

/** One border line; `color` is a border token or any colour. */
export interface Border {
  size: number;
  color?: ThemeColor | undefined;
  style?:
    | 'solid'
    | 'dashed'
    | 'dotted'
    | 'double'
    | 'groove'
    | 'ridge'
    | 'inset'
    | 'outset'
    | undefined;
}

/** Border lines per side; a number is a width in pixels. */
export interface Borders {
  top?: number | Border | undefined;
  right?: number | Border | undefined;
  bottom?: number | Border | undefined;
  left?: number | Border | undefined;
  x?: number | Border | undefined;
  y?: number | Border | undefined;
}

/** Corner radius token. */
export type Radius =
  | '2xs'
  | 'xs'
  | 'sm'
  | 'md'
  | 'lg'
  | 'xl'
  | '2xl'
  | '3xl'
  | '4xl'
  | 'full'
  | '100%'
  | 'none';

/** Size of a control. */
export type ControlSize = '3xs' | '2xs' | 'xs' | 'sm' | 'md' | 'lg' | 'xl' | '2xl' | '3xl';

/** Size of text, from small print to display. */
export type TextSize = 'xs' | 'sm' | 'md' | 'lg' | 'xl';

/** Alignment of children across the main axis. */
export type Alignment = 'start' | 'center' | 'end' | 'baseline' | 'stretch';

/** Distribution of children along the main axis. */
export type Justification =
  | 'start'
  | 'center'
  | 'end'
  | 'between'
  | 'around'
  | 'evenly'
  | 'stretch';

/** Where text sits in its line. */
export type TextAlign = 'start' | 'center' | 'end';

/** Weight of a font. */
export type FontWeight = 'normal' | 'medium' | 'semibold' | 'bold';

/** What every node has: its name on the wire, and two ways to be found again. */
export interface NodeBase<Type extends string> {
  type: Type;
  /** Tells siblings apart across updates. */
  key?: string | undefined;
  /** Names the node for updates; must be unique in its widget. */
  id?: string | undefined;
}

/** Sizes of a block. */
export interface Block {
  height?: Length | undefined;
  width?: Length | undefined;
  size?: Length | undefined;
  minHeight?: Length | undefined;
  minWidth?: Length | undefined;
  minSize?: Length | undefined;
  maxHeight?: Length | undefined;
  maxWidth?: Length | undefined;
  maxSize?: Length | undefined;
  aspectRatio?: number | string | undefined;
  radius?: Radius | undefined;
  margin?: Space | Spacing | undefined;
}
