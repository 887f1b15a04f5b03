import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lintFaults, packPackage, startWorker, typeFaults } from '@parley/packing';
import type { PackedPackage } from '@parley/packing';
import { expect, test as base } from 'vitest';
import type { openService } from './consumer/service.ts';
import { json, startJwksServer } from './jwks-server.ts';
import { p256, rsa } from './key-set-recipes.ts';
import { AUDIENCE, CLAIMS, ISSUER, JWKS, mint } from './minter.ts';
import type { SeededKey } from './seeded-keys.ts';

const folder = path.join(import.meta.dirname, '..');
const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
  exports: Record<string, string>;
  publishConfig: { exports: unknown };
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};
const subpaths = Object.keys(manifest.exports);
const names = subpaths.map((subpath) => path.posix.join('@parley/auth', subpath));
const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

const test = base.extend<{ packed: PackedPackage }>({
  packed: [
    // eslint-disable-next-line no-empty-pattern -- the runner insists on a pattern
    async ({}, use) => {
      await using packed = await packPackage({ folder, beside: ['jose'] });
      await use(packed);
    },
    { scope: 'file' },
  ],
});

test('publishes what the monorepo imports, each as a module with its declarations', () => {
  const published = Object.entries(manifest.exports).map(([subpath, source]) => {
    const built = source.replace(/^\.\/src\/(.+)\.ts$/, './dist/$1');
    return [subpath, { types: `${built}.d.ts`, default: `${built}.js` }];
  });
  const own = { './package.json': './package.json' };
  expect(manifest.publishConfig.exports).toEqual({ ...Object.fromEntries(published), ...own });
});

test('holds the built modules, the documents and nothing else', async ({ packed }) => {
  const entries = await readdir(packed.folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(packed.folder, path.join(entry.parentPath, entry.name)));
  const allowed = /^(?:dist\/.+\.(?:js|d\.ts)|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/;
  expect(files.filter((file) => !allowed.test(file) || file.includes('.test.'))).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md', 'LICENSE']));
  const text = await readFile(path.join(packed.folder, 'package.json'), 'utf8');
  expect(text).not.toMatch(/"(?:workspace|catalog):/);
});

test('has no fault that publint knows, nor types that are wrong for ES modules', async ({
  packed,
}) => {
  expect(await lintFaults(packed)).toEqual([]);
  expect(await typeFaults(packed, subpaths)).toEqual([]);
});

/** A token of now, signed by one of the published keys. */
function tokenBy(key?: SeededKey): string {
  const iat = Math.floor(Date.now() / 1000);
  const payload = { ...CLAIMS, iat, exp: iat + 600 };
  if (key === undefined) return mint({ payload });
  const { alg, kid } = key.jwk;
  return mint({ header: { alg, kid }, payload, signature: (_right, input) => key.sign(input) });
}

test('verifies with the keys of an issuer in a runtime like that of Workers', async ({
  packed,
}) => {
  await using server = await startJwksServer(json({ keys: [...JWKS.keys, p256.jwk, rsa.jwk] }));
  const entry = path.join(packed.consumer, 'service.ts');
  await copyFile(path.join(import.meta.dirname, 'consumer/service.ts'), entry);
  await packed.typecheck({ files: ['service.ts'], types: [], skipLibCheck: false });
  const worker = await startWorker<{ openService: typeof openService }>(entry, packed.consumer);
  const globals = worker.globals as unknown as typeof globalThis;
  const rules = { issuer: ISSUER, audience: AUDIENCE };
  const service = worker.exports.openService(rules, server.url);
  const ask = async (token: string): Promise<[number, string]> => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await service(new globals.Request('https://service.example/', { headers }));
    return [answer.status, await answer.text()];
  };
  for (const key of [undefined, p256, rsa]) {
    expect(await ask(tokenBy(key))).toEqual([200, 'Hello user-1']);
  }
  expect(server.hits).toBe(1);
  const [status, body] = await ask(tokenBy().replace(/.{4}$/, 'AAAA'));
  expect([status, JSON.parse(body)]).toMatchObject([401, { code: 'SIGNATURE_INVALID' }]);
});

test('loads and compiles as a whole, and hashes in its threads', async ({ packed }) => {
  await packed.install([...dependencies, '@types/node', '@types/react']);
  const all = names.map((name, index) => `export * as m${index} from '${name}';\n`).join('');
  await writeFile(path.join(packed.consumer, 'all.ts'), all);
  await packed.typecheck({ files: ['all.ts'], types: ['node'], skipLibCheck: true });
  const program = `
    ${names.map((name) => `import '${name}';`).join('\n')}
    import { createPasswordHashing } from './node_modules/@parley/auth/dist/password-hashing.js';
    const { hash, verify } = createPasswordHashing();
    const stored = await hash('correct horse');
    console.log(await verify({ hash: stored, password: 'correct horse' }));`;
  await writeFile(path.join(packed.consumer, 'all.mjs'), program);
  expect(await packed.node(['all.mjs'])).toBe('true\n');
});
