import { z } from 'zod';
import { maybe, withDefault } from './lenient.ts';
import type { UserMessageInput } from './message.ts';
import { userMessageInputSchema } from './message.ts';
import type { StructuredInputSubmission } from './structured-input.ts';
import { structuredInputSubmissionSchema } from './structured-input.ts';

/** A page to read, as `threads.list` and `items.list` ask for it. */
export interface PageParams {
  limit?: number | undefined;
  order: 'asc' | 'desc';
  after?: string | undefined;
}

/** An action of a widget, or of the page when there is no `item_id`. */
export interface ActionParams {
  thread_id: string;
  item_id?: string | undefined;
  /** `payload` is whatever the client sent. */
  action: { type: string; payload?: unknown };
}

/** `params` of the operations whose answer is a stream of events (protocol A.2). */
export interface StreamingParams {
  'threads.create': { input: UserMessageInput };
  'threads.add_user_message': { thread_id: string; input: UserMessageInput };
  /**
   * The call may be named; without a name it is the newest item of the thread, and all others that
   * wait are dropped. Where calls are named, those of one turn are answered one by one, each in a
   * request of its own, and the assistant goes on after the last.
   */
  'threads.add_client_tool_output': {
    thread_id: string;
    result: unknown;
    call_id?: string | undefined;
    item_id?: string | undefined;
  };
  'threads.add_structured_input': {
    thread_id: string;
    item_id: string;
    input: StructuredInputSubmission;
  };
  'threads.retry_after_item': { thread_id: string; item_id: string };
  'threads.custom_action': ActionParams;
}

/** `params` of the operations whose answer is one JSON value (protocol A.2). */
export interface JsonParams {
  'threads.sync_custom_action': ActionParams;
  'threads.get_by_id': { thread_id: string };
  'threads.list': PageParams;
  'threads.update': { thread_id: string; title: string };
  'threads.delete': { thread_id: string };
  'items.list': PageParams & { thread_id: string };
  'items.feedback': { thread_id: string; item_ids: string[]; kind: 'positive' | 'negative' };
  /** `size` is in bytes. */
  'attachments.create': { name: string; size: number; mime_type: string };
  'attachments.delete': { attachment_id: string };
  'input.transcribe': { audio_base64: string; mime_type: string };
}

/** A request whose answer is a stream of events, defaults filled in. */
export type StreamingRequest = RequestOf<StreamingParams>;

/** A request whose answer is one JSON value, defaults filled in. */
export type JsonRequest = RequestOf<JsonParams>;

/** A request as the server reads it, defaults filled in. */
export type ChatKitRequest = StreamingRequest | JsonRequest;

/** The name of an operation. */
export type Operation = ChatKitRequest['type'];

type RequestOf<Params> = {
  [Type in keyof Params]: { type: Type; params: Params[Type] };
}[keyof Params];

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
/** An id that may be missing; the reference server reads an empty one as none. */
const maybeId = maybe(z.string()).transform((text) => text || undefined);

const paging = { limit: maybe(wholeNumber), order, after: maybeId };

const action = z.object({ type: z.string(), payload: z.unknown().optional() });
const actionParams = z.object({ thread_id: id, item_id: maybeId, action });

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
        call_id: maybeId,
        item_id: maybeId,
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
export const chatKitRequestSchema: z.ZodType<ChatKitRequest> = z.preprocess(
  (body) =>
    typeof body === 'object' && body !== null && !('type' in body) && 'op' in body
      ? { ...body, type: body.op }
      : body,
  z.discriminatedUnion('type', [...streaming, ...json]),
);

/** The names of all operations. */
export const operations: ReadonlySet<string> = new Set(
  [...streaming, ...json].map((schema) => schema.shape.type.value),
);

const streamingOperations: ReadonlySet<string> = new Set(
  streaming.map((schema) => schema.shape.type.value),
);

/** Whether the answer to a request is a stream of events. */
export function isStreamingRequest(request: ChatKitRequest): request is StreamingRequest {
  return streamingOperations.has(request.type);
}
