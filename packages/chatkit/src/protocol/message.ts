import { z } from 'zod';
import { dictionarySchema, maybe, withDefault } from './lenient.ts';
import type { Annotation } from './source.ts';
import { annotationSchema } from './source.ts';

/** Words a person typed. */
export interface UserTextContent {
  type: 'input_text';
  text: string;
}

/** A tag a person chose from the composer, such as `@Buy milk`. */
export interface UserTagContent {
  type: 'input_tag';
  id: string;
  text: string;
  /** What the page attached to the tag; client-controlled, so not to be trusted. */
  data: Record<string, unknown>;
  group?: string | undefined;
  interactive: boolean;
}

/** One part of a user message. */
export type UserMessageContent = UserTextContent | UserTagContent;

/** What the composer's tool and model menus were set to. */
export interface InferenceOptions {
  tool_choice?: { id: string } | undefined;
  model?: string | undefined;
}

/** A new user message as a client sends it; attachments are named by id (protocol A.2). */
export interface UserMessageInput {
  content: UserMessageContent[];
  attachments: string[];
  quoted_text?: string | undefined;
  inference_options: InferenceOptions;
}

/** One part of an answer. */
export interface AssistantMessageContent {
  type: 'output_text';
  text: string;
  annotations: Annotation[];
}

/** Schema of {@link UserMessageContent}; a tag without `data` reads as one with an empty one. */
export const userMessageContentSchema: z.ZodType<UserMessageContent> = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('input_text'), text: z.string() }),
    z.object({
      type: z.literal('input_tag'),
      id: z.string(),
      text: z.string(),
      data: withDefault(dictionarySchema, () => ({})),
      group: maybe(z.string()),
      interactive: withDefault(z.boolean(), () => false),
    }),
  ],
);

/** Schema of {@link InferenceOptions}. */
export const inferenceOptionsSchema: z.ZodType<InferenceOptions> = z.object({
  tool_choice: maybe(z.object({ id: z.string() })),
  model: maybe(z.string()),
});

/** Schema of {@link UserMessageInput}; only `content` is insisted on. */
export const userMessageInputSchema: z.ZodType<UserMessageInput> = z.object({
  content: z.array(userMessageContentSchema),
  attachments: withDefault(z.array(z.string().min(1)), () => []),
  quoted_text: maybe(z.string()),
  inference_options: withDefault(inferenceOptionsSchema, () => ({})),
});

/** Schema of {@link AssistantMessageContent}. */
export const assistantMessageContentSchema: z.ZodType<AssistantMessageContent> = z.object({
  type: withDefault(z.literal('output_text'), () => 'output_text' as const),
  text: z.string(),
  annotations: withDefault(z.array(annotationSchema), () => []),
});
