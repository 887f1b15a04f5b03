// What is listed here is a promise: applications and byte stores build on it. Web standards only.
export type { Attachments } from './attachments.ts';
export { createAttachments } from './attachments.ts';
export type {
  BytesInfo,
  ByteStore,
  GetOptions,
  OpenBytes,
  PresignOptions,
  PutOptions,
} from './byte-store.ts';
export { assertKey, keyOf } from './byte-store.ts';
export { createMemoryByteStore } from './memory-byte-store.ts';
export type { AttachmentsOptions, UploadMethod } from './options.ts';
export { defaultTypes } from './sniff.ts';
export type { SweepOptions, SweepResult } from './sweep.ts';
export { sweepAttachments } from './sweep.ts';
