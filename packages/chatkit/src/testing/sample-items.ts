import type { ThreadItem } from '../protocol/item.ts';
import type { ThreadMetadata } from '../protocol/thread.ts';

const startOfTime = Date.UTC(2026, 0, 1);

/** ISO time so many milliseconds after the start of 2026. */
export function timeAt(milliseconds: number): string {
  return new Date(startOfTime + milliseconds).toISOString();
}

/** A plain thread. */
export function sampleThread(
  id: string,
  milliseconds = 0,
  fields: Partial<ThreadMetadata> = {},
): ThreadMetadata {
  const created_at = timeAt(milliseconds);
  return { id, created_at, status: { type: 'active' }, metadata: {}, ...fields };
}

/** An answer with one part. */
export function sampleAnswer(
  threadId: string,
  id: string,
  milliseconds = 0,
  text = 'Hello',
): ThreadItem {
  return {
    type: 'assistant_message',
    id,
    thread_id: threadId,
    created_at: timeAt(milliseconds),
    content: [{ type: 'output_text', text, annotations: [] }],
  };
}

/** One item of every type, with data that stores are known to spoil: null, order, odd letters. */
export function everyItem(threadId: string): ThreadItem[] {
  let count = 0;
  const base = (): { id: string; thread_id: string; created_at: string } => {
    count += 1;
    return { id: `item_${count}`, thread_id: threadId, created_at: timeAt(count) };
  };
  return [
    {
      ...base(),
      type: 'user_message',
      content: [
        { type: 'input_text', text: 'Zażółć 🦆 "quoted" \\ back\nline' },
        {
          type: 'input_tag',
          id: 'tag_1',
          text: 'Milk',
          data: { nothing: null, list: [1, null, { deep: null }] },
          interactive: true,
        },
      ],
      attachments: [
        {
          type: 'file',
          id: 'atc_1',
          name: 'a.txt',
          mime_type: 'text/plain',
          metadata: { k: null },
        },
      ],
      quoted_text: 'before',
      inference_options: { tool_choice: { id: 'search' }, model: 'small' },
    },
    {
      ...base(),
      type: 'assistant_message',
      content: [
        {
          type: 'output_text',
          text: 'See it',
          annotations: [
            {
              type: 'annotation',
              source: { type: 'url', title: 'A', url: 'https://a.example' },
              index: 0,
            },
          ],
        },
      ],
    },
    {
      ...base(),
      type: 'client_tool_call',
      status: 'completed',
      call_id: 'call_1',
      name: 'where',
      arguments: { precise: null },
      output: { lat: 1.5, lon: null },
    },
    {
      ...base(),
      type: 'widget',
      widget: { type: 'Card', children: [{ type: 'Text', id: 't', value: 'On' }] },
      copy_text: 'On',
    },
    { ...base(), type: 'generated_image', image: { id: 'i', url: 'https://i.example/1' } },
    {
      ...base(),
      type: 'structured_input',
      status: 'pending',
      inputs: [
        {
          type: 'multiple_choice',
          id: 'q',
          question: '?',
          options: [{ value: 'a' }],
          multiple: false,
        },
      ],
    },
    { ...base(), type: 'task', task: { type: 'thought', content: 'hm', status_indicator: 'none' } },
    {
      ...base(),
      type: 'workflow',
      workflow: { type: 'reasoning', tasks: [], summary: { duration: 3 }, expanded: false },
    },
    { ...base(), type: 'end_of_turn' },
    { ...base(), type: 'hidden_context_item', content: { kind: 'pending', input: { due: null } } },
    { ...base(), type: 'sdk_hidden_context', content: 'cancelled' },
  ];
}
