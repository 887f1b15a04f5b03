import type { AttachmentIndex, Store } from '../store.ts';
import type { ByteStore } from './byte-store.ts';

/** How clients send the bytes of an attachment they have announced (protocol A.5, two-phase). */
export type UploadMethod =
  /** The raw bytes to `upload`, with PUT. */
  | 'PUT'
  /** A form with the field `file` to `upload`, with POST. */
  | 'POST'
  /** The raw bytes straight to the byte store, at an address it has signed. */
  | 'presigned';

/** Options of `createAttachments`. */
export interface AttachmentsOptions<Context> {
  store: Store<Context> & AttachmentIndex<Context>;
  bytes: ByteStore;
  /** Who owns what this context saves; the same name as the store uses. */
  owner(context: Context): string;
  /**
   * Address the handlers are reached at, such as `https://app.example/api/files`: `upload` and
   * `preview` at this and `/` and the attachment's id, `uploadDirect` at just this.
   */
  url: string;
  /** At least 32 bytes that nobody else knows; they sign the addresses of previews. */
  secret: string | Uint8Array<ArrayBuffer>;
  /** @default 'PUT' */
  method?: UploadMethod;
  /** Headers clients are told to send with an upload to `upload`. @default none */
  uploadHeaders?(context: Context): Record<string, string>;
  /**
   * MIME types that are accepted, each in full. @default PNG, JPEG, GIF and WebP images, PDF, JSON,
   * plain text, Markdown and CSV
   */
  types?: readonly string[];
  /** Most bytes of one file. @default 26_214_400, 25 MiB */
  maxBytes?: number;
  /** How long the address of a preview is good for, at least, in seconds. @default 3600 */
  previewSeconds?: number;
  /** How long a presigned address is good for, in seconds. @default 900 */
  presignSeconds?: number;
  /** Ids of attachments that `uploadDirect` makes. @default like the server's own */
  generateId?(context: Context): string;
  now?(): Date;
  /** Told of every unexpected failure of a handler. Must not throw. */
  onError?(error: unknown): void;
}

/** Options with everything definite. */
export interface Settings<Context> extends AttachmentsOptions<Context> {
  method: UploadMethod;
  types: readonly string[];
  maxBytes: number;
  previewSeconds: number;
  presignSeconds: number;
  now(): Date;
}
