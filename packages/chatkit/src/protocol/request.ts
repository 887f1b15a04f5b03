import { z } from 'zod';
import { maybe, withDefault } from './lenient.ts';
import { userMessageInputSchema } from './message.ts';
import { structuredInputSubmissionSchema } from './structured-input.ts';

const id = z.string().min(1);

/** `"12"` reads as 12, as the reference server reads it. */
const wholeNumber = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);

const order = withDefault(z.enum(['asc', 'desc']), () => 'desc' as const);
const paging = { limit: maybe(wholeNumber), order, after: maybe(z.string()) };

const action = z.object({ type: z.string(), payload: z.unknown().optional() });
const actionParams = z.object({ thread_id: id, item_id: maybe(z.string()), action });

function operation<const Type extends string, Params extends z.ZodType>(
  type: Type,
  params: Params,
): z.ZodObject<{ type: z.ZodLiteral<Type>; params: Params }> {
  return z.object({ type: z.literal(type), params });
}

const streaming = [
  operation('threads.create', z.object({ input: userMessageInputSchema })),
  operation('threads.add_user_message', z.object({ thread_id: id, input: userMessageInputSchema })),
  operation(
    'threads.add_client_tool_output',
    z
      .looseObject({
        thread_id: id,
        result: z.unknown(),
        call_id: maybe(z.string()),
        item_id: maybe(z.string()),
      })
      .refine((params) => 'result' in params, { path: ['result'], message: 'required' }),
  ),
  operation(
    'threads.add_structured_input',
    z.object({ thread_id: id, item_id: id, input: structuredInputSubmissionSchema }),
  ),
  operation('threads.retry_after_item', z.object({ thread_id: id, item_id: id })),
  operation('threads.custom_action', actionParams),
] as const;

const json = [
  operation('threads.sync_custom_action', actionParams),
  operation('threads.get_by_id', z.object({ thread_id: id })),
  operation('threads.list', z.object(paging)),
  operation('threads.update', z.object({ thread_id: id, title: z.string() })),
  operation('threads.delete', z.object({ thread_id: id })),
  operation('items.list', z.object({ thread_id: id, ...paging })),
  operation(
    'items.feedback',
    z.object({
      thread_id: id,
      item_ids: z.array(z.string()),
      kind: z.enum(['positive', 'negative']),
    }),
  ),
  operation(
    'attachments.create',
    z.object({ name: z.string(), size: wholeNumber, mime_type: z.string() }),
  ),
  operation('attachments.delete', z.object({ attachment_id: id })),
  operation('input.transcribe', z.object({ audio_base64: z.string(), mime_type: z.string() })),
] as const;

/**
 * Schema of every request (protocol A.2). Unknown keys, `metadata` among them, are ignored;
 * the operation may also be named by `op`, as hosted clients name it.
 */
export const chatKitRequestSchema = z.preprocess(
  (body) =>
    typeof body === 'object' && body !== null && !('type' in body) && 'op' in body
      ? { ...body, type: body.op }
      : body,
  z.discriminatedUnion('type', [...streaming, ...json]),
);

/** A request as the server reads it, defaults filled in. */
export type ChatKitRequest = z.output<typeof chatKitRequestSchema>;

/** The name of an operation. */
export type Operation = ChatKitRequest['type'];

/** A request whose answer is a stream of events. */
export type StreamingRequest = z.output<(typeof streaming)[number]>;

/** A request whose answer is one JSON value. */
export type JsonRequest = z.output<(typeof json)[number]>;

/** A page to read, as `threads.list` and `items.list` ask for it. */
export interface PageParams {
  limit?: number | undefined;
  order: 'asc' | 'desc';
  after?: string | undefined;
}

const streamingOperations: ReadonlySet<string> = new Set(
  streaming.map((schema) => schema.shape.type.value),
);

/** Whether the answer to a request is a stream of events. */
export function isStreamingRequest(request: ChatKitRequest): request is StreamingRequest {
  return streamingOperations.has(request.type);
}
