import type {
  BadgeNode,
  CaptionNode,
  IconNode,
  ImageNode,
  LabelNode,
  MarkdownNode,
  TextNode,
  TitleNode,
} from '../protocol/widget/text.ts';
import type { Props } from './build.ts';
import { build } from './build.ts';

/** Plain text. Give it an `id` if it grows while it streams. */
export function text(value: string, props: Props<TextNode, 'value'> = {}): TextNode {
  return build<TextNode>('Text', { value }, props);
}

/** Markdown. Give it an `id` if it grows while it streams. */
export function markdown(value: string, props: Props<MarkdownNode, 'value'> = {}): MarkdownNode {
  return build<MarkdownNode>('Markdown', { value }, props);
}

/** A heading. */
export function title(value: string, props: Props<TitleNode, 'value'> = {}): TitleNode {
  return build<TitleNode>('Title', { value }, props);
}

/** Small text that explains what stands beside it. */
export function caption(value: string, props: Props<CaptionNode, 'value'> = {}): CaptionNode {
  return build<CaptionNode>('Caption', { value }, props);
}

/** The label of the form field named `fieldName`. */
export function label(value: string, props: Props<LabelNode, 'value'>): LabelNode {
  return build<LabelNode>('Label', { value }, props);
}

/** A word or two in a coloured shape. */
export function badge(label: string, props: Props<BadgeNode, 'label'> = {}): BadgeNode {
  return build<BadgeNode>('Badge', { label }, props);
}

/** An icon: a built-in name, `lucide:…` or `vendor:…`. */
export function icon(name: IconNode['name'], props: Props<IconNode, 'name'> = {}): IconNode {
  return build<IconNode>('Icon', { name }, props);
}

/** An image at an address the client can load. Say in `alt` what it shows. */
export function image(src: string, props: Props<ImageNode, 'src'> = {}): ImageNode {
  return build<ImageNode>('Image', { src }, props);
}
