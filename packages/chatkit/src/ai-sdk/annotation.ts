import type { Citation } from 'ai';
import type { Annotation, Source } from '../protocol/source.ts';

/** A source as the AI SDK streams it. */
export type AiSdkSource = Citation['source'];

/** The reference that a source becomes: a web page, or a file by its name. */
export function sourceOf(source: AiSdkSource): Source | null {
  if (source.sourceType === 'url') {
    return { type: 'url', title: source.title ?? hostOf(source.url), url: source.url };
  }
  const filename = source.filename ?? source.title;
  return filename === '' ? null : { type: 'file', title: source.title, filename };
}

/** What a citation of a text becomes; it stands where the supported words end. */
export function annotationOf(
  { source, endIndex }: Citation,
  convert: (source: AiSdkSource) => Source | null,
): Annotation | null {
  const converted = convert(source);
  if (converted === null) return null;
  const index = endIndex === undefined ? {} : { index: endIndex };
  return { type: 'annotation', source: converted, ...index };
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}
