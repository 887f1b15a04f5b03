import { z } from 'zod';
import type { IconName } from './icons.ts';
import { iconNameSchema } from './icons.ts';
import { dictionarySchema, maybe, withDefault } from './lenient.ts';

interface SourceBase {
  title: string;
  description?: string | undefined;
  timestamp?: string | undefined;
  group?: string | undefined;
}

/** A web page an answer refers to. */
export interface UrlSource extends SourceBase {
  type: 'url';
  url: string;
  attribution?: string | undefined;
}

/** A file an answer refers to, by its name. */
export interface FileSource extends SourceBase {
  type: 'file';
  filename: string;
}

/** A thing of the application an answer refers to, such as a task or a customer. */
export interface EntitySource extends SourceBase {
  type: 'entity';
  id: string;
  icon?: IconName | undefined;
  label?: string | undefined;
  inline_label?: string | undefined;
  /** @default false */
  interactive?: boolean | undefined;
  /** @default {} */
  data?: Record<string, unknown> | undefined;
  /** @deprecated Clients ask the page for a preview instead. */
  preview?: 'lazy' | undefined;
}

/** What an annotation or a task refers to (protocol A.5). */
export type Source = UrlSource | FileSource | EntitySource;

/** A reference inside the text of an answer. */
export interface Annotation {
  type: 'annotation';
  source: Source;
  /** Position in the text, in characters; absent means the end. */
  index?: number | undefined;
}

const base = {
  title: z.string(),
  description: maybe(z.string()),
  timestamp: maybe(z.string()),
  group: maybe(z.string()),
};

const url = z.object({
  ...base,
  type: z.literal('url'),
  url: z.string(),
  attribution: maybe(z.string()),
});

const file = z.object({ ...base, type: z.literal('file'), filename: z.string() });

const entity = z.object({
  ...base,
  type: z.literal('entity'),
  id: z.string(),
  icon: maybe(iconNameSchema),
  label: maybe(z.string()),
  inline_label: maybe(z.string()),
  interactive: withDefault(z.boolean(), () => false),
  data: withDefault(dictionarySchema, () => ({})),
  preview: maybe(z.literal('lazy')),
});

/** Schema of {@link UrlSource}. */
export const urlSourceSchema: z.ZodType<UrlSource> = url;

/** Schema of {@link FileSource}. */
export const fileSourceSchema: z.ZodType<FileSource> = file;

/** Schema of {@link Source}. */
export const sourceSchema: z.ZodType<Source> = z.discriminatedUnion('type', [url, file, entity]);

/** Schema of {@link Annotation}; `type` may be missing. */
export const annotationSchema: z.ZodType<Annotation> = z.object({
  type: withDefault(z.literal('annotation'), () => 'annotation' as const),
  source: sourceSchema,
  index: maybe(z.number().int()),
});
