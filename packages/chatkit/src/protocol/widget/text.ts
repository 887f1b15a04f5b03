import type { IconName } from '../icons.ts';
import type {
  Block,
  FontWeight,
  Length,
  NodeBase,
  TextAlign,
  TextSize,
  ThemeColor,
} from './style.ts';

interface BaseText {
  value: string;
  color?: ThemeColor | undefined;
  weight?: FontWeight | undefined;
  textAlign?: TextAlign | undefined;
  truncate?: boolean | undefined;
  maxLines?: number | undefined;
}

/** How a text that a person may change in place behaves as a form field. */
export interface EditableText {
  name: string;
  autoFocus?: boolean | undefined;
  autoSelect?: boolean | undefined;
  autoComplete?: string | undefined;
  allowAutofillExtensions?: boolean | undefined;
  pattern?: string | undefined;
  placeholder?: string | undefined;
  required?: boolean | undefined;
}

/** Plain text; may grow while it streams. */
export interface TextNode extends NodeBase<'Text'>, BaseText {
  /** Whether more text is to come. */
  streaming?: boolean | undefined;
  italic?: boolean | undefined;
  lineThrough?: boolean | undefined;
  width?: Length | undefined;
  size?: TextSize | undefined;
  minLines?: number | undefined;
  editable?: false | EditableText | undefined;
}

/** Markdown; may grow while it streams. */
export interface MarkdownNode extends NodeBase<'Markdown'> {
  value: string;
  /** Whether more text is to come. */
  streaming?: boolean | undefined;
}

/** A heading. */
export interface TitleNode extends NodeBase<'Title'>, BaseText {
  size?: 'sm' | 'md' | 'lg' | 'xl' | '2xl' | '3xl' | '4xl' | '5xl' | undefined;
}

/** Small text. */
export interface CaptionNode extends NodeBase<'Caption'>, BaseText {
  size?: 'sm' | 'md' | 'lg' | undefined;
}

/** The label of a form field. */
export interface LabelNode extends NodeBase<'Label'> {
  value: string;
  fieldName: string;
  size?: TextSize | undefined;
  weight?: FontWeight | undefined;
  textAlign?: TextAlign | undefined;
  color?: ThemeColor | undefined;
}

/** A short label in a coloured shape. */
export interface BadgeNode extends NodeBase<'Badge'> {
  label: string;
  color?: 'secondary' | 'success' | 'danger' | 'warning' | 'info' | 'discovery' | undefined;
  variant?: 'solid' | 'soft' | 'outline' | undefined;
  size?: 'sm' | 'md' | 'lg' | undefined;
  pill?: boolean | undefined;
}

/** An icon, by name. */
export interface IconNode extends NodeBase<'Icon'> {
  name: IconName;
  color?: ThemeColor | undefined;
  size?: 'xs' | 'sm' | 'md' | 'lg' | 'xl' | '2xl' | '3xl' | undefined;
}

/** An image, by address. */
export interface ImageNode extends NodeBase<'Image'>, Block {
  src: string;
  alt?: string | undefined;
  frame?: boolean | undefined;
  fit?: 'cover' | 'contain' | 'fill' | 'scale-down' | 'none' | undefined;
  position?:
    | 'top left'
    | 'top'
    | 'top right'
    | 'left'
    | 'center'
    | 'right'
    | 'bottom left'
    | 'bottom'
    | 'bottom right'
    | undefined;
  flush?: boolean | undefined;
  background?: ThemeColor | undefined;
  flex?: number | string | undefined;
}
