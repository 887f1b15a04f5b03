// A line here is a promise to the tests that pack a package as it is published.
export { lintFaults, typeFaults } from './faults.ts';
export { packPackage } from './pack-package.ts';
export type { PackedPackage, PackOptions, TypecheckOptions } from './pack-package.ts';
export { startWorker } from './start-worker.ts';
export type { Worker } from './start-worker.ts';
