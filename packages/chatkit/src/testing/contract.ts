// The suites third parties run against their own parts. They need vitest; the rest of the kit
// does not, so that it can be used with any test runner and in a browser.
export type { StoreUnderTest } from './store-contract.ts';
export { storeContract } from './store-contract.ts';
export type { IndexedStoreUnderTest } from './contract-index.ts';
export { attachmentIndexContract } from './contract-index.ts';
export type { ByteStoreUnderTest } from './byte-store-contract.ts';
export { byteStoreContract } from './byte-store-contract.ts';
export type { RunLogUnderTest } from './run-log-contract.ts';
export { runLogContract } from './run-log-contract.ts';
