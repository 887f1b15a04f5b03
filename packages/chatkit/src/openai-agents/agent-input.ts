import type { AgentInputItem } from '@openai/agents';
import type { ModelContent, ModelFormat, ModelInputOverrides } from '../models/model-input.ts';
import { convertItems } from '../models/model-input.ts';
import type { ThreadItem } from '../protocol/item.ts';

/**
 * Turns a thread into what an agent is run with: `run(agent, await toAgentInput(items))`.
 *
 * Calls that were never answered are left out, and so are references of answers; a quotation is
 * told only of the last message of the person.
 *
 * @param items oldest first.
 * @throws TypeError for an attachment, a tag or hidden context that only an override can convert.
 */
export async function toAgentInput(
  items: readonly ThreadItem[],
  overrides: ModelInputOverrides<AgentInputItem> = {},
): Promise<AgentInputItem[]> {
  return convertItems(items, format, overrides);
}

const format: ModelFormat<AgentInputItem> = {
  user: (content) => ({ type: 'message', role: 'user', content: content.map(partOf) }),
  assistant: (texts) => ({
    type: 'message',
    role: 'assistant',
    status: 'completed',
    content: texts.map((text) => ({ type: 'output_text', text })),
  }),
  toolCall: ({ call_id: callId, name, arguments: input, output }) => [
    { type: 'function_call', callId, name, status: 'completed', arguments: JSON.stringify(input) },
    {
      type: 'function_call_result',
      callId,
      name,
      status: 'completed',
      output: JSON.stringify(output ?? null),
    },
  ],
};

type UserContent = Exclude<Extract<AgentInputItem, { role: 'user' }>['content'], string>[number];

function partOf(part: ModelContent): UserContent {
  switch (part.type) {
    case 'text':
      return { type: 'input_text', text: part.text };
    case 'image':
      return { type: 'input_image', image: part.url, detail: 'auto' };
    case 'file': {
      const { data, mediaType, filename } = part;
      const file = `data:${mediaType};base64,${data}`;
      return { type: 'input_file', file, ...(filename !== undefined && { filename }) };
    }
  }
}
