export { lintFaults, typeFaults } from './faults.ts';
export { packPackage } from './pack-package.ts';
export type { PackedPackage, PackOptions, TypecheckOptions } from './pack-package.ts';
export { startWorker } from './start-worker.ts';
export type { Worker } from './start-worker.ts';
