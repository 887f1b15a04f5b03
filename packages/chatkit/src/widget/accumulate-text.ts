import type { MarkdownNode, TextNode } from '../protocol/widget/text.ts';

/**
 * The states of a text node that grows piece by piece: as it is with no text yet, once for each
 * piece, and a last time when it no longer streams (protocol A.12).
 *
 * Put each state into a root and give them to `streamWidget`; with an `id` on the node, clients
 * are sent the pieces only. When `texts` fails, the last state does not come.
 *
 * @example
 * async function* states() {
 *   const node = { type: 'Markdown' as const, id: 'answer', value: '' };
 *   for await (const text of accumulateText(texts, node)) yield { type: 'Card', children: [text] };
 * }
 */
export async function* accumulateText<Node extends TextNode | MarkdownNode>(
  texts: AsyncIterable<string> | Iterable<string>,
  node: Node,
): AsyncGenerator<Node, void, undefined> {
  let { value } = node;
  yield { ...node, streaming: true };
  for await (const text of texts) {
    value += text;
    yield { ...node, value, streaming: true };
  }
  yield { ...node, value, streaming: false };
}
