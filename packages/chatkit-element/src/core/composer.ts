import type { Draft } from './state.ts';
import type { Attachment, UserContent } from './wire.ts';

/** The longest message the composer sends, in characters (UTF-16 units, as servers count them). */
export const MESSAGE_LIMIT = 5000;

/** A tag somebody picked; its `@text` in the composer stands for it. */
export type Tag = Extract<UserContent, { type: 'input_tag' }>;

/** A file on its way to the server, or there. */
export interface Upload {
  key: string;
  name: string;
  size: number;
  mimeType: string;
  /** Local preview of an image, a `blob:` URL. */
  previewUrl: string | null;
  status: 'uploading' | 'done' | 'failed';
  attachment: Attachment | null;
  /** Why it failed, for people. */
  reason: string | null;
}

/** What is being written. */
export interface ComposerState {
  text: string;
  tags: readonly Tag[];
  quotedText: string | null;
  uploads: readonly Upload[];
  toolId: string | null;
  modelId: string | null;
}

/** A composer nobody wrote in. */
export const emptyComposer: ComposerState = {
  text: '',
  tags: [],
  quotedText: null,
  uploads: [],
  toolId: null,
  modelId: null,
};

/** Whether there is something to send and nothing that forbids it. */
export function canSend(composer: ComposerState): boolean {
  const files = composer.uploads.filter((upload) => upload.status !== 'failed');
  if (files.some((upload) => upload.status === 'uploading')) return false;
  if (composer.text.length > MESSAGE_LIMIT) return false;
  return composer.text.trim() !== '' || files.length > 0;
}

/** The message the composer holds. */
export function draftOf(composer: ComposerState): Draft {
  return {
    content: contentOf(composer.text.trim(), composer.tags),
    attachments: composer.uploads.flatMap(({ attachment }) => attachment ?? []),
    quotedText: composer.quotedText,
    toolId: composer.toolId,
    modelId: composer.modelId,
  };
}

/** Splits text into parts: each `@text` of a picked tag becomes that tag, the rest stays text. */
export function contentOf(text: string, tags: readonly Tag[]): UserContent[] {
  const parts: UserContent[] = [];
  let rest = text;
  while (rest !== '') {
    const found = tags
      .map((tag) => ({ tag, at: rest.indexOf(`@${tag.text}`) }))
      .filter(({ at }) => at !== -1)
      // The longest name wins where several begin: "@Ann" is also inside "@Anna".
      .toSorted((a, b) => a.at - b.at || b.tag.text.length - a.tag.text.length)[0];
    if (found === undefined) break;
    if (found.at > 0) parts.push({ type: 'input_text', text: rest.slice(0, found.at) });
    parts.push(found.tag);
    rest = rest.slice(found.at + found.tag.text.length + 1);
  }
  if (rest !== '') parts.push({ type: 'input_text', text: rest });
  return parts;
}

/** The text of parts as the composer shows it, and the tags in it. */
export function textOf(content: readonly UserContent[]): { text: string; tags: Tag[] } {
  const tags = content.filter((part) => part.type === 'input_tag');
  const text = content
    .map((part) => (part.type === 'input_tag' ? `@${part.text}` : part.text))
    .join('');
  return { text, tags };
}
