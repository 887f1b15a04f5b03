import { z } from 'zod';
import type { IconName } from './icons.ts';
import { iconNameSchema } from './icons.ts';
import { maybe, withDefault } from './lenient.ts';
import type { FileSource, UrlSource } from './source.ts';
import { fileSourceSchema, urlSourceSchema } from './source.ts';

interface TaskBase {
  /** @default 'none' */
  status_indicator?: 'none' | 'loading' | 'complete' | undefined;
}

/** A step of the application's own kind. */
export interface CustomTask extends TaskBase {
  type: 'custom';
  title?: string | undefined;
  icon?: IconName | undefined;
  content?: string | undefined;
}

/** A search of the web. */
export interface WebSearchTask extends TaskBase {
  type: 'web_search';
  title?: string | undefined;
  title_query?: string | undefined;
  /** @default [] */
  queries?: string[] | undefined;
  /** @default [] */
  sources?: UrlSource[] | undefined;
}

/** A thought of the model, shown to the person. */
export interface ThoughtTask extends TaskBase {
  type: 'thought';
  title?: string | undefined;
  content: string;
}

/** A look into files. */
export interface FileTask extends TaskBase {
  type: 'file';
  title?: string | undefined;
  /** @default [] */
  sources?: FileSource[] | undefined;
}

/** The making of an image. */
export interface ImageTask extends TaskBase {
  type: 'image';
  title?: string | undefined;
}

/** One step of work, alone as a task item or inside a workflow (protocol A.5). */
export type Task = CustomTask | WebSearchTask | ThoughtTask | FileTask | ImageTask;

/** What is shown once a workflow is folded: words of its own, or how long it took in seconds. */
export type WorkflowSummary = { title: string; icon?: IconName | undefined } | { duration: number };

/** A list of tasks that grows while the assistant works. */
export interface Workflow {
  type: 'custom' | 'reasoning';
  tasks: Task[];
  summary?: WorkflowSummary | undefined;
  /** @default false */
  expanded?: boolean | undefined;
}

const base = {
  status_indicator: withDefault(z.enum(['none', 'loading', 'complete']), () => 'none' as const),
};
const title = maybe(z.string());

/** Schema of {@link Task}. */
export const taskSchema: z.ZodType<Task> = z.discriminatedUnion('type', [
  z.object({
    ...base,
    type: z.literal('custom'),
    title,
    icon: maybe(iconNameSchema),
    content: maybe(z.string()),
  }),
  z.object({
    ...base,
    type: z.literal('web_search'),
    title,
    title_query: maybe(z.string()),
    queries: withDefault(z.array(z.string()), () => []),
    sources: withDefault(z.array(urlSourceSchema), () => []),
  }),
  z.object({ ...base, type: z.literal('thought'), title, content: z.string() }),
  z.object({
    ...base,
    type: z.literal('file'),
    title,
    sources: withDefault(z.array(fileSourceSchema), () => []),
  }),
  z.object({ ...base, type: z.literal('image'), title }),
]);

/** Schema of {@link Workflow}. */
export const workflowSchema: z.ZodType<Workflow> = z.object({
  type: z.enum(['custom', 'reasoning']),
  tasks: withDefault(z.array(taskSchema), () => []),
  summary: maybe(
    z.union([
      z.object({ title: z.string(), icon: maybe(iconNameSchema) }),
      z.object({ duration: z.number().int() }),
    ]),
  ),
  expanded: withDefault(z.boolean(), () => false),
});
