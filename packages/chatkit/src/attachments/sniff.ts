/** How many bytes from the start {@link contradicts} needs to see. */
export const sniffLength = 4096;

type Test = (head: Uint8Array) => boolean;

const ascii = (head: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...head.subarray(start, end));

const startsWith =
  (...bytes: number[]): Test =>
  (head) =>
    bytes.every((byte, index) => head[index] === byte);

const isText: Test = (head) => !head.includes(0);
const isZip = startsWith(0x50, 0x4b, 0x03, 0x04);

function isAvif(head: Uint8Array): boolean {
  const boxLength = ((head[2] ?? 0) << 8) | (head[3] ?? 0);
  if (ascii(head, 4, 8) !== 'ftyp') return false;
  for (let at = 8; at < Math.min(boxLength, head.length); at += 4) {
    // The four bytes at 12 are a version, not a brand.
    if (at !== 12 && ['avif', 'avis'].includes(ascii(head, at, at + 4))) return true;
  }
  return false;
}

/** Images that browsers draw and that hold no script: the only ones that get a preview. */
const images: ReadonlyMap<string, Test> = new Map(
  Object.entries({
    'image/png': startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    'image/jpeg': startsWith(0xff, 0xd8, 0xff),
    'image/gif': (head) => ['GIF87a', 'GIF89a'].includes(ascii(head, 0, 6)),
    'image/webp': (head) => ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP',
    'image/avif': isAvif,
  }),
);

const office = 'application/vnd.openxmlformats-officedocument';
const documents: ReadonlyMap<string, Test> = new Map(
  Object.entries({
    'application/pdf': (head) => ascii(head, 0, 5) === '%PDF-',
    'application/json': isText,
    'image/svg+xml': isText,
    'application/zip': isZip,
    [`${office}.wordprocessingml.document`]: isZip,
    [`${office}.spreadsheetml.sheet`]: isZip,
    [`${office}.presentationml.presentation`]: isZip,
  }),
);

/** What is accepted unless the application says otherwise. SVG is not: it can hold script. */
export const defaultTypes: readonly string[] = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'application/json',
  'text/plain',
  'text/markdown',
  'text/csv',
];

/** A type without its parameters, in lower case: `text/plain` of `Text/Plain; charset=utf-8`. */
export function mediaTypeOf(type: string): string {
  return (type.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** Whether an image of this type may be shown in the page; every other type is only downloaded. */
export function isPreviewable(type: string): boolean {
  return images.has(type);
}

/**
 * Whether the first bytes of a file (at least {@link sniffLength} of them, or all) cannot be of the
 * type it was said to be. Types that have no known beginning are believed.
 */
export function contradicts(type: string, head: Uint8Array): boolean {
  const test =
    images.get(type) ?? documents.get(type) ?? (type.startsWith('text/') ? isText : undefined);
  return test !== undefined && !test(head);
}
