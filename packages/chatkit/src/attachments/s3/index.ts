// What is listed here is a promise. Needs the package `aws4fetch`, and otherwise only web standards.
export type { S3ByteStoreOptions } from './s3-byte-store.ts';
export { createS3ByteStore } from './s3-byte-store.ts';
