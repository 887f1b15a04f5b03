import { z } from 'zod';

/** One part of the content of a message. */
export interface RawPart {
  text: string;
  refusal: string;
  annotations: unknown[];
}

/** An output item of a model; a field that does not belong to its type is empty. */
export interface RawItem {
  type: string;
  id: string;
  /** Base64 of a finished image. */
  result: string;
  output_format?: string | undefined;
  content: RawPart[];
}

interface RawPlace {
  item_id: string;
  content_index: number;
}

interface RawThought {
  item_id: string;
  summary_index: number;
}

/** An event of the Responses API that is shown in some way. */
export type RawEvent =
  | { type: 'response.output_item.added' | 'response.output_item.done'; item: RawItem }
  | (RawPlace & { type: 'response.output_text.delta' | 'response.refusal.delta'; delta: string })
  | (RawPlace & { type: 'response.output_text.done' | 'response.refusal.done' })
  | (RawPlace & { type: 'response.output_text.annotation.added'; annotation?: unknown })
  | (RawThought & { type: 'response.reasoning_summary_part.added' })
  | (RawThought & { type: 'response.reasoning_summary_text.delta'; delta: string })
  | (RawThought & { type: 'response.reasoning_summary_text.done' })
  | {
      type: 'response.image_generation_call.partial_image';
      item_id: string;
      partial_image_b64: string;
      partial_image_index: number;
      output_format?: string | undefined;
    };

// Clients pad a message up to an index, so a wild one would cost memory.
const index = z.number().int().min(0).max(1_000).catch(0);
const text = z.string().catch('');
const output_format = z.string().optional().catch(undefined);
const item = z.object({
  type: z.string(),
  id: text,
  result: text,
  output_format,
  content: z
    .array(z.object({ text, refusal: text, annotations: z.array(z.unknown()).catch([]) }))
    .catch([]),
});
const place = { item_id: text, content_index: index };
const thought = { item_id: text, summary_index: index };
const delta = z.string();

// The API adds fields and types at any time, so nothing is insisted on but what an event is for.
const rawEventSchema: z.ZodType<RawEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['response.output_item.added', 'response.output_item.done']), item }),
  z.object({
    type: z.enum(['response.output_text.delta', 'response.refusal.delta']),
    ...place,
    delta,
  }),
  z.object({ type: z.enum(['response.output_text.done', 'response.refusal.done']), ...place }),
  z.object({
    type: z.literal('response.output_text.annotation.added'),
    ...place,
    annotation: z.unknown(),
  }),
  z.object({ type: z.literal('response.reasoning_summary_part.added'), ...thought }),
  z.object({ type: z.literal('response.reasoning_summary_text.delta'), ...thought, delta }),
  z.object({ type: z.literal('response.reasoning_summary_text.done'), ...thought }),
  z.object({
    type: z.literal('response.image_generation_call.partial_image'),
    item_id: text,
    partial_image_b64: z.string(),
    partial_image_index: index,
    output_format,
  }),
]);

/** Reads an event; `null` for one that is not shown. */
export function readRawEvent(event: unknown): RawEvent | null {
  return rawEventSchema.safeParse(event).data ?? null;
}

/** Whether an event is one of the Responses API, shown or not. */
export function isResponsesEvent(event: unknown): boolean {
  if (typeof event !== 'object' || event === null || !('type' in event)) return false;
  return typeof event.type === 'string' && event.type.startsWith('response.');
}
