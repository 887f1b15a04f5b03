import type { ModelMessage, ToolResultPart, UserContent } from 'ai';
import type { ModelContent, ModelFormat, ModelInputOverrides } from '../models/model-input.ts';
import { convertItems } from '../models/model-input.ts';
import type { ThreadItem } from '../protocol/item.ts';

/**
 * Turns a thread into what an AI SDK model is asked: `streamText({ messages: await
 * toModelMessages(items) })`.
 *
 * Calls that were never answered are left out, and so are references of answers; a quotation is
 * told only of the last message of the person.
 *
 * @param items oldest first.
 * @throws TypeError for an attachment, a tag or hidden context that only an override can convert.
 */
export async function toModelMessages(
  items: readonly ThreadItem[],
  overrides: ModelInputOverrides<ModelMessage> = {},
): Promise<ModelMessage[]> {
  return convertItems(items, format, overrides);
}

const format: ModelFormat<ModelMessage> = {
  user(content) {
    const [only] = content;
    if (content.length === 1 && only?.type === 'text') return { role: 'user', content: only.text };
    return { role: 'user', content: content.map(partOf) };
  },
  assistant(texts) {
    const [only] = texts;
    if (texts.length === 1 && only !== undefined) return { role: 'assistant', content: only };
    return { role: 'assistant', content: texts.map((text) => ({ type: 'text', text })) };
  },
  toolCall({ call_id: toolCallId, name: toolName, arguments: input, output }) {
    return [
      { role: 'assistant', content: [{ type: 'tool-call', toolCallId, toolName, input }] },
      {
        role: 'tool',
        content: [{ type: 'tool-result', toolCallId, toolName, output: outputOf(output) }],
      },
    ];
  },
};

function partOf(part: ModelContent): Exclude<UserContent, string>[number] {
  switch (part.type) {
    case 'text':
      return part;
    case 'image':
      // Anything but bytes inline is fetched by the provider, or by the SDK for one that cannot.
      return { type: 'file', mediaType: 'image', data: new URL(part.url) };
    case 'file': {
      const { data, mediaType, filename } = part;
      return { type: 'file', data, mediaType, ...(filename !== undefined && { filename }) };
    }
  }
}

type Output = ToolResultPart['output'];

/**
 * What the page answered is JSON already, for it came over the wire; an absent one reads as null.
 */
function outputOf(output: unknown): Output {
  return { type: 'json', value: (output ?? null) as Extract<Output, { type: 'json' }>['value'] };
}
