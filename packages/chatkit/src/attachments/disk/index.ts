// What is listed here is a promise. Needs Node's file system.
export type { DiskByteStoreOptions } from './disk-byte-store.ts';
export { createDiskByteStore } from './disk-byte-store.ts';
