import type { Annotation, Source } from '../protocol/source.ts';

/** A citation as the Responses API gives it; what is in it besides its type varies. */
export type AgentCitation = Readonly<Record<string, unknown>> & { readonly type: string };

/** The reference that a citation becomes; `null` for one that names neither a page nor a file. */
export function citedSource(citation: AgentCitation): Source | null {
  const { type, url, title, filename } = citation;
  if (type === 'url_citation' && typeof url === 'string') {
    const named = typeof title === 'string' && title !== '';
    return { type: 'url', title: named ? title : (URL.parse(url)?.host ?? url), url };
  }
  const isFile = type === 'file_citation' || type === 'container_file_citation';
  if (!isFile || typeof filename !== 'string' || filename === '') return null;
  return { type: 'file', title: filename, filename };
}

/** Reads a citation of whatever shape; `null` for one that cannot be shown. */
export function annotationOf(
  value: unknown,
  convert: (citation: AgentCitation) => Source | null,
): Annotation | null {
  const citation = citationIn(value);
  const source = citation === null ? null : convert(citation);
  if (citation === null || source === null) return null;
  const place = citation['end_index'] ?? citation['index'];
  const index = typeof place === 'number' && Number.isInteger(place) ? { index: place } : {};
  return { type: 'annotation', source, ...index };
}

function citationIn(value: unknown): AgentCitation | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('type' in value) || typeof value.type !== 'string') return null;
  const fields: Record<string, unknown> = { ...value };
  // Chat Completions wrap what the Responses API writes flat.
  const inner = fields[value.type];
  const flat = typeof inner === 'object' && inner !== null ? { ...inner } : fields;
  return { ...flat, type: value.type };
}
