import { z } from 'zod';
import type { Attachment } from './attachment.ts';
import { attachmentSchema } from './attachment.ts';
import { dateSchema } from './dates.ts';
import { dictionarySchema, maybe, withDefault } from './lenient.ts';
import type { AssistantMessageContent, InferenceOptions, UserMessageContent } from './message.ts';
import {
  assistantMessageContentSchema,
  inferenceOptionsSchema,
  userMessageContentSchema,
} from './message.ts';
import type { Question } from './structured-input.ts';
import { questionSchema } from './structured-input.ts';
import type { Task, Workflow } from './task.ts';
import { taskSchema, workflowSchema } from './task.ts';
import type { WidgetRoot } from './widget/root.ts';
import { widgetRootSchema } from './widget/schema.ts';

interface ItemBase {
  id: string;
  thread_id: string;
  /** ISO date, UTC. */
  created_at: string;
}

/** What a person wrote. */
export interface UserMessageItem extends ItemBase {
  type: 'user_message';
  content: UserMessageContent[];
  attachments: Attachment[];
  quoted_text?: string | undefined;
  inference_options: InferenceOptions;
}

/** What the assistant answered. */
export interface AssistantMessageItem extends ItemBase {
  type: 'assistant_message';
  content: AssistantMessageContent[];
}

/** A call the page must answer with `threads.add_client_tool_output`. */
export interface ClientToolCallItem extends ItemBase {
  type: 'client_tool_call';
  status: 'pending' | 'completed';
  call_id: string;
  name: string;
  arguments: Record<string, unknown>;
  output?: unknown;
}

/** A widget. */
export interface WidgetItem extends ItemBase {
  type: 'widget';
  widget: WidgetRoot;
  /** What the copy button puts on the clipboard. */
  copy_text?: string | undefined;
}

/** An image the assistant made; `image` is absent while it is being made. */
export interface GeneratedImageItem extends ItemBase {
  type: 'generated_image';
  image?: GeneratedImage | undefined;
}

/** Address of an image the assistant made. */
export interface GeneratedImage {
  id: string;
  url: string;
}

/** Questions for the person. */
export interface StructuredInputItem extends ItemBase {
  type: 'structured_input';
  /** @default 'pending' */
  status: 'pending' | 'answered' | 'skipped';
  inputs: Question[];
}

/** A single step of work. */
export interface TaskItem extends ItemBase {
  type: 'task';
  task: Task;
}

/** A list of steps. */
export interface WorkflowItem extends ItemBase {
  type: 'workflow';
  workflow: Workflow;
}

/** Tells the client that the turn is over and its buttons may be drawn. */
export interface EndOfTurnItem extends ItemBase {
  type: 'end_of_turn';
}

/** A note of the application to itself. Never leaves the server. */
export interface HiddenContextItem extends ItemBase {
  type: 'hidden_context_item';
  content: unknown;
}

/** A note this library writes, such as the mark of a cancelled answer. Never leaves the server. */
export interface SdkHiddenContextItem extends ItemBase {
  type: 'sdk_hidden_context';
  content: string;
}

/** One entry of a thread (protocol A.5). */
export type ThreadItem =
  | UserMessageItem
  | AssistantMessageItem
  | ClientToolCallItem
  | WidgetItem
  | GeneratedImageItem
  | StructuredInputItem
  | TaskItem
  | WorkflowItem
  | EndOfTurnItem
  | HiddenContextItem
  | SdkHiddenContextItem;

const base = { id: z.string().min(1), thread_id: z.string().min(1), created_at: dateSchema };

/** Schema of {@link GeneratedImage}. */
export const generatedImageSchema: z.ZodType<GeneratedImage> = z.object({
  id: z.string(),
  url: z.string(),
});

/** Schema of {@link ThreadItem}: reads rows and events of any writer, fills in defaults. */
export const threadItemSchema: z.ZodType<ThreadItem> = z.discriminatedUnion('type', [
  z.object({
    ...base,
    type: z.literal('user_message'),
    content: z.array(userMessageContentSchema),
    attachments: withDefault(z.array(attachmentSchema), () => []),
    quoted_text: maybe(z.string()),
    inference_options: withDefault(inferenceOptionsSchema, () => ({})),
  }),
  z.object({
    ...base,
    type: z.literal('assistant_message'),
    content: z.array(assistantMessageContentSchema),
  }),
  z.object({
    ...base,
    type: z.literal('client_tool_call'),
    status: withDefault(z.enum(['pending', 'completed']), () => 'pending' as const),
    call_id: z.string(),
    name: z.string(),
    arguments: withDefault(dictionarySchema, () => ({})),
    output: maybe(z.unknown()),
  }),
  z.object({
    ...base,
    type: z.literal('widget'),
    widget: widgetRootSchema,
    copy_text: maybe(z.string()),
  }),
  z.object({ ...base, type: z.literal('generated_image'), image: maybe(generatedImageSchema) }),
  z.object({
    ...base,
    type: z.literal('structured_input'),
    status: withDefault(z.enum(['pending', 'answered', 'skipped']), () => 'pending' as const),
    inputs: z.array(questionSchema),
  }),
  z.object({ ...base, type: z.literal('task'), task: taskSchema }),
  z.object({ ...base, type: z.literal('workflow'), workflow: workflowSchema }),
  z.object({ ...base, type: z.literal('end_of_turn') }),
  z.object({ ...base, type: z.literal('hidden_context_item'), content: z.unknown() }),
  z.object({ ...base, type: z.literal('sdk_hidden_context'), content: z.string() }),
]);

/** Whether an item must never leave the server, on any event, page or cursor. */
export function isHidden(item: ThreadItem): item is HiddenContextItem | SdkHiddenContextItem {
  return item.type === 'hidden_context_item' || item.type === 'sdk_hidden_context';
}
