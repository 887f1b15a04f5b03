import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import type { PackedPackage } from './pack-package.ts';

/** The faults of a package that publint knows. */
export async function lintFaults({ tarball }: PackedPackage): Promise<readonly unknown[]> {
  const { messages } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  return messages;
}

/**
 * What is wrong with the types of a package wherever ES modules are resolved, and which of these
 * subpaths it does not have.
 */
export async function typeFaults(
  { tarball }: PackedPackage,
  subpaths: readonly string[],
): Promise<readonly unknown[]> {
  const result = await checkPackage(createPackageFromTarballData(tarball));
  if (result.types === false) return ['the tarball holds no types'];
  const { entrypoints, problems } = result;
  return [
    ...subpaths.filter((subpath) => entrypoints[subpath] === undefined),
    ...problems.filter(
      (problem) =>
        !('resolutionKind' in problem) ||
        problem.resolutionKind === 'bundler' ||
        problem.resolutionKind === 'node16-esm',
    ),
  ];
}
