import { NotAllowedError } from '../errors.ts';
import type { Attachment } from '../protocol/attachment.ts';
import { isPreviewable, mediaTypeOf } from './sniff.ts';
import { tooLarge } from './checked-body.ts';

const maxNameLength = 255;

/** What a client says of a file before its bytes arrive. */
export interface Announcement {
  name: string;
  /** Bytes; absent when the bytes come along. */
  size?: number;
  mime_type: string;
}

/**
 * The type of an announced file that may come.
 *
 * @throws NotAllowedError, or ChatKitError `body_too_large`, for one that may not.
 */
export function checkAnnounced(
  { name, size, mime_type: mimeType }: Announcement,
  { types, maxBytes }: { types: readonly string[]; maxBytes: number },
): string {
  const type = mediaTypeOf(mimeType);
  if (!types.includes(type)) throw new NotAllowedError('Files of this type are not accepted');
  if (name.length > maxNameLength) {
    throw new NotAllowedError(`A file's name has at most ${maxNameLength} characters`);
  }
  if (size !== undefined && size > maxBytes) throw tooLarge(maxBytes);
  return type;
}

/** A record whose bytes are kept here; the size is what its owner announced. */
export function recordOf(
  id: string,
  { name, type, size }: { name: string; type: string; size: number },
): Attachment {
  const base = { id, name, mime_type: type, metadata: { upload: { size } } };
  return isPreviewable(type)
    ? { ...base, type: 'image', preview_url: '' }
    : { ...base, type: 'file' };
}

/** The announced size of a record that {@link recordOf} made; undefined for any other. */
export function announcedSize({ metadata }: Attachment): number | undefined {
  const upload: unknown = metadata?.['upload'];
  if (typeof upload !== 'object' || upload === null || !('size' in upload)) return undefined;
  return typeof upload.size === 'number' ? upload.size : undefined;
}
