import { childrenOf } from '../../core/widget-tree.ts';
import type { WidgetNode } from '../../core/wire.ts';
import type { VNode } from '../h.ts';
import {
  boxNode,
  dividerNode,
  formNode,
  spacerNode,
  tableNode,
  transitionNode,
} from './containers.ts';
import {
  buttonNode,
  checkboxNode,
  datePickerNode,
  inputNode,
  radioGroupNode,
  selectNode,
  textareaNode,
} from './controls.ts';
import type { NodeContext } from './node-context.ts';
import { basicNode, cardNode, listViewItemNode, listViewNode } from './roots.ts';
import { badgeNode, iconNode, imageNode, labelNode, markdownNode, textNode } from './text-nodes.ts';

type Draw = (node: WidgetNode, path: string, context: NodeContext) => VNode;

const COMPONENTS: Readonly<Record<string, Draw>> = {
  Badge: badgeNode,
  Basic: basicNode,
  Box: boxNode,
  Button: buttonNode,
  Caption: textNode,
  Card: cardNode,
  Checkbox: checkboxNode,
  Col: boxNode,
  DatePicker: datePickerNode,
  Divider: dividerNode,
  Form: formNode,
  Icon: iconNode,
  Image: (node, _path, context) => imageNode(node, context),
  Input: (node, _path, context) => inputNode(node, context),
  Label: (node, _path, context) => labelNode(node, context),
  ListView: listViewNode,
  ListViewItem: listViewItemNode,
  Markdown: (node, _path, context) => markdownNode(node, context),
  RadioGroup: radioGroupNode,
  Row: boxNode,
  Select: selectNode,
  Spacer: spacerNode,
  Table: tableNode,
  Text: textNode,
  Textarea: (node, _path, context) => textareaNode(node, context),
  Title: textNode,
  Transition: transitionNode,
};

/** Draws one node. Of a component unknown here the children are drawn, if it has any. */
export function drawNode(node: WidgetNode, path: string, context: NodeContext): VNode | null {
  if (Object.hasOwn(COMPONENTS, node.type)) {
    return COMPONENTS[node.type]?.(node, path, context) ?? null;
  }
  return childrenOf(node).length > 0 ? boxNode(node, path, context) : null;
}
