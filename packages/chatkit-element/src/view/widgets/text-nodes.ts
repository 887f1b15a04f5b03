import type { WidgetNode } from '../../core/wire.ts';
import { h } from '../h.ts';
import type { Props, VNode } from '../h.ts';
import { icon } from '../icon.ts';
import { markdown } from '../markdown.ts';
import { colorOf } from './color.ts';
import { enterField, flag, text } from './node-context.ts';
import type { NodeContext } from './node-context.ts';
import { blockStyle, sizeOf } from './style.ts';
import type { Style } from './style.ts';

/** Title, Caption, Text and Label without its control: what has a value and a look. */
export function textNode(node: WidgetNode, path: string, context: NodeContext): VNode {
  const editable = node['editable'];
  if (typeof editable === 'object' && editable !== null) {
    return editableText(node, editable as WidgetNode, path, context);
  }
  const kind = node.type.toLowerCase();
  const size = text(node, 'size') ?? 'md';
  const maxLines = typeof node['maxLines'] === 'number' ? node['maxLines'] : undefined;
  const minLines = typeof node['minLines'] === 'number' ? node['minLines'] : undefined;
  return h(
    kind === 'title' ? 'h3' : 'p',
    {
      class: [
        'w-text',
        `w-${kind}`,
        `size-${size}`,
        flag(node, 'truncate') && 'truncate',
        maxLines !== undefined && 'clamp',
        flag(node, 'italic') && 'italic',
        flag(node, 'lineThrough') && 'struck',
      ],
      dir: 'auto',
      style: {
        ...lookOf(node),
        '--_lines': maxLines === undefined ? undefined : String(maxLines),
        'min-height': minLines === undefined ? undefined : `${minLines * 1.5}em`,
      },
    },
    text(node, 'value') ?? '',
  );
}

function lookOf(node: WidgetNode): Style {
  const weights: Record<string, string> = {
    normal: '400',
    medium: '500',
    semibold: '600',
    bold: '700',
  };
  return {
    color: colorOf(node['color'], 'text'),
    'font-weight': weights[text(node, 'weight') ?? ''],
    'text-align': text(node, 'textAlign'),
    width: sizeOf(node['width']),
  };
}

function editableText(
  node: WidgetNode,
  editable: WidgetNode,
  path: string,
  context: NodeContext,
): VNode {
  const name = text(editable, 'name') ?? '';
  const isLong = typeof node['minLines'] === 'number' && node['minLines'] > 1;
  const props: Props = {
    id: `${context.item.id}-${name}`,
    class: ['control', 'bare', `size-${text(node, 'size') ?? 'md'}`],
    'data-field': name,
    name,
    value: text(node, 'value') ?? '',
    placeholder: text(editable, 'placeholder'),
    pattern: isLong ? undefined : text(editable, 'pattern'),
    required: flag(editable, 'required'),
    autocomplete: text(editable, 'autoComplete') ?? 'off',
    'aria-label': context.labelled.has(name) ? undefined : (text(editable, 'placeholder') ?? name),
    rows: isLong ? node['minLines'] : undefined,
    ref: enterField(editable),
    style: lookOf(node),
  };
  return h(isLong ? 'textarea' : 'input', { ...props, key: path });
}

/** Markdown inside a widget. */
export function markdownNode(node: WidgetNode, context: NodeContext): VNode {
  return markdown(text(node, 'value') ?? '', context.view.markdown);
}

/** A label that belongs to a field of the same widget. */
export function labelNode(node: WidgetNode, context: NodeContext): VNode {
  const name = text(node, 'fieldName') ?? '';
  return h(
    'label',
    {
      class: ['w-text', 'w-label', `size-${text(node, 'size') ?? 'sm'}`],
      for: `${context.item.id}-${name}`,
      style: lookOf(node),
    },
    text(node, 'value') ?? '',
  );
}

/** A small marked word. */
export function badgeNode(node: WidgetNode): VNode {
  return h(
    'span',
    {
      class: [
        'badge',
        `tone-${text(node, 'color') ?? 'secondary'}`,
        text(node, 'variant') ?? 'soft',
        `size-${text(node, 'size') ?? 'sm'}`,
        flag(node, 'pill') && 'pill',
      ],
    },
    text(node, 'label') ?? '',
  );
}

/** An icon in a colour and size of its own. */
export function iconNode(node: WidgetNode): VNode {
  const drawn = icon(text(node, 'name') ?? 'dot', `size-${text(node, 'size') ?? 'md'}`);
  return { ...drawn, props: { ...drawn.props, style: { color: colorOf(node['color'], 'text') } } };
}

/** A picture, if its address may load; its description otherwise. */
export function imageNode(node: WidgetNode, context: NodeContext): VNode {
  const alt = text(node, 'alt') ?? '';
  const src = context.view.urls.image(text(node, 'src') ?? '');
  const style = {
    ...blockStyle(node),
    'object-fit': text(node, 'fit') ?? 'cover',
    'object-position': text(node, 'position'),
    flex: node['flex'] === undefined ? undefined : String(node['flex']),
  };
  if (src === null) return h('span', { class: 'w-image missing', style }, alt);
  return h('img', {
    class: ['w-image', flag(node, 'frame') && 'framed', flag(node, 'flush') && 'flush'],
    src,
    alt,
    style,
    loading: 'lazy',
    referrerpolicy: 'no-referrer',
  });
}
