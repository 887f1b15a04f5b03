import { z } from 'zod';
import type { GeneratedImage } from './item.ts';
import { generatedImageSchema } from './item.ts';
import { maybe } from './lenient.ts';
import type { AssistantMessageContent } from './message.ts';
import { assistantMessageContentSchema } from './message.ts';
import type { Annotation } from './source.ts';
import { annotationSchema } from './source.ts';
import type { Task } from './task.ts';
import { taskSchema } from './task.ts';
import type { WidgetNode } from './widget/node.ts';
import type { WidgetRoot } from './widget/root.ts';
import { widgetNodeSchema, widgetRootSchema } from './widget/schema.ts';

/** Changes an answer that is being written. */
export type AssistantMessageUpdate =
  | {
      type: 'assistant_message.content_part.added';
      content_index: number;
      content: AssistantMessageContent;
    }
  | { type: 'assistant_message.content_part.text_delta'; content_index: number; delta: string }
  | {
      type: 'assistant_message.content_part.annotation_added';
      content_index: number;
      annotation_index: number;
      annotation: Annotation;
    }
  | {
      type: 'assistant_message.content_part.done';
      content_index: number;
      content: AssistantMessageContent;
    };

/** Changes a widget. */
export type WidgetUpdate =
  | {
      type: 'widget.streaming_text.value_delta';
      /** `id` of the Text or Markdown node whose value grows. */
      component_id: string;
      delta: string;
      done: boolean;
    }
  | { type: 'widget.root.updated'; widget: WidgetRoot }
  | { type: 'widget.component.updated'; component_id: string; component: WidgetNode };

/** Changes a workflow. */
export type WorkflowUpdate =
  | { type: 'workflow.task.added'; task_index: number; task: Task }
  | { type: 'workflow.task.updated'; task_index: number; task: Task };

/** Changes an image that is being made; `progress` runs from 0 to 1. */
export interface GeneratedImageUpdate {
  type: 'generated_image.updated';
  image: GeneratedImage;
  progress?: number | undefined;
}

/** What `thread.item.updated` can carry (protocol A.4). */
export type ThreadItemUpdate =
  | AssistantMessageUpdate
  | WidgetUpdate
  | WorkflowUpdate
  | GeneratedImageUpdate;

const index = z.number().int().min(0);

/** Schema of {@link ThreadItemUpdate}. */
export const threadItemUpdateSchema: z.ZodType<ThreadItemUpdate> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('assistant_message.content_part.added'),
    content_index: index,
    content: assistantMessageContentSchema,
  }),
  z.object({
    type: z.literal('assistant_message.content_part.text_delta'),
    content_index: index,
    delta: z.string(),
  }),
  z.object({
    type: z.literal('assistant_message.content_part.annotation_added'),
    content_index: index,
    annotation_index: index,
    annotation: annotationSchema,
  }),
  z.object({
    type: z.literal('assistant_message.content_part.done'),
    content_index: index,
    content: assistantMessageContentSchema,
  }),
  z.object({
    type: z.literal('widget.streaming_text.value_delta'),
    component_id: z.string(),
    delta: z.string(),
    done: z.boolean(),
  }),
  z.object({ type: z.literal('widget.root.updated'), widget: widgetRootSchema }),
  z.object({
    type: z.literal('widget.component.updated'),
    component_id: z.string(),
    component: widgetNodeSchema,
  }),
  z.object({ type: z.literal('workflow.task.added'), task_index: index, task: taskSchema }),
  z.object({ type: z.literal('workflow.task.updated'), task_index: index, task: taskSchema }),
  z.object({
    type: z.literal('generated_image.updated'),
    image: generatedImageSchema,
    progress: maybe(z.number().min(0).max(1)),
  }),
]);
