// The node-* packages name their system as a plain string, which pnpm does not compare: without the
// arrays below every machine installs every system's binary. Remove when they publish arrays.
export const hooks = {
  readPackage(manifest) {
    if (/^node-(?:bin-)?(?:linux|darwin|win)-/.test(manifest.name)) {
      manifest.os = [manifest.os].flat();
      manifest.cpu = [manifest.cpu].flat();
    }
    return manifest;
  },
};
