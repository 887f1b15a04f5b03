import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lintFaults, packPackage, startWorker, typeFaults } from '@parley/packing';
import type { PackedPackage } from '@parley/packing';
import { freePort } from '@parley/testing/free-port';
import { expect, test as base, vi } from 'vitest';
import { entriesOf, publishedExports, readManifest } from '../publish/entries.ts';

const manifest = readManifest();
const subpaths = Object.keys(manifest.exports);
const peers = Object.keys(manifest['peerDependencies'] as Record<string, string>);

/** Subpaths with peers whose own declarations have faults, which a whole check would find. */
const faultyPeers = /ai-sdk|openai-agents|contract/;

/** Subpaths that need Node, for files or for a test runner. */
const nodeOnly = new Set(['./attachments/disk', './testing/node', './testing/contract']);

const test = base.extend<{ packed: PackedPackage }>({
  packed: [
    // eslint-disable-next-line no-empty-pattern -- the runner insists on a pattern
    async ({}, use) => {
      const folder = path.join(import.meta.dirname, '..');
      await using packed = await packPackage({ folder, beside: ['zod', '@types/node'] });
      await use(packed);
    },
    { scope: 'file' },
  ],
});

test('publishes what the monorepo imports, each as a module with its declarations', () => {
  expect(manifest.publishConfig?.exports).toEqual(publishedExports(manifest));
});

test('holds the built modules, the documents and nothing else', async ({ packed }) => {
  const names = await readdir(packed.folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(packed.folder, path.join(entry.parentPath, entry.name)));
  const allowed =
    /^(?:dist\/.+\.(?:js|js\.map|d\.ts)|docs\/[\w-]+\.md|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/;
  expect(files.filter((file) => !allowed.test(file) || file.includes('.test.'))).toEqual([]);
  const built = entriesOf(manifest).flatMap(({ name }) => [`dist/${name}.js`, `dist/${name}.d.ts`]);
  const documents = ['README.md', 'CHANGELOG.md', 'LICENSE', 'docs/index.md'];
  expect(files).toEqual(expect.arrayContaining([...built, ...documents]));
});

test('depends on zod alone; all peers are optional', async ({ packed }) => {
  const text = await readFile(path.join(packed.folder, 'package.json'), 'utf8');
  const published = JSON.parse(text) as Record<string, Record<string, { optional?: boolean }>>;
  expect(Object.keys(published['dependencies'] ?? {})).toEqual(['zod']);
  const optional = Object.entries(published['peerDependenciesMeta'] ?? {})
    .filter(([, meta]) => meta.optional === true)
    .map(([name]) => name);
  expect(optional.toSorted()).toEqual(Object.keys(published['peerDependencies'] ?? {}).toSorted());
  expect(text).not.toMatch(/workspace:|catalog:/);
});

test('has no fault that publint knows', async ({ packed }) => {
  expect(await lintFaults(packed)).toEqual([]);
});

test('has types that are not wrong, wherever ES modules are resolved', async ({ packed }) => {
  expect(await typeFaults(packed, subpaths)).toEqual([]);
});

test('compiles and runs the server of the README', async ({ packed }) => {
  const server = path.join(packed.consumer, 'server.ts');
  await copyFile(path.join(import.meta.dirname, 'readme/server.ts'), server);
  await packed.typecheck({ files: ['server.ts'], types: ['node'], skipLibCheck: false });
  const port = await freePort();
  const env = { ...process.env, PORT: String(port) };
  const child = spawn(process.execPath, [server], { cwd: packed.consumer, env, stdio: 'inherit' });
  try {
    const init = { method: 'POST', body: JSON.stringify(create('Hello there')) };
    const text = await vi.waitFor(
      async () => (await fetch(`http://localhost:${port}/`, init)).text(),
      { timeout: 30_000 },
    );
    expect(text).toContain('"text":"You said: Hello there"');
    expect(text).toContain('"title":"Hello there"');
  } finally {
    child.kill();
    await once(child, 'exit');
  }
});

test('imports and compiles every subpath where its peers are', async ({ packed }) => {
  await packed.install(peers);
  const names = subpaths.map((subpath) => path.posix.join('@parley/chatkit', subpath));
  const own = names.filter((name) => !faultyPeers.test(name));
  await writeFile(path.join(packed.consumer, 'own.ts'), reexports(own));
  await packed.typecheck({ files: ['own.ts'], types: ['node'], skipLibCheck: false });
  await writeFile(path.join(packed.consumer, 'all.ts'), reexports(names));
  await packed.typecheck({ files: ['all.ts'], types: [], skipLibCheck: true });
  const loadable = names.filter((name) => name !== '@parley/chatkit/testing/contract');
  const program = loadable.map((name) => `import '${name}';`).join('');
  expect(await packed.node(['--input-type=module', '--eval', program])).toBe('');
});

function reexports(names: readonly string[]): string {
  return names.map((name, index) => `export * as m${index} from '${name}';\n`).join('');
}

function create(text: string): object {
  return {
    type: 'threads.create',
    params: { input: { content: [{ type: 'input_text', text }] } },
  };
}

test('streams, and stops when the client goes, in a runtime like that of Workers', async ({
  packed,
}) => {
  const entry = path.join(packed.consumer, 'worker.ts');
  await copyFile(path.join(import.meta.dirname, 'consumer/worker.ts'), entry);
  type Fetch = (request: Request) => Promise<Response>;
  const worker = await startWorker<{ fetch: Fetch }>(entry, packed.consumer);
  const { fetch } = worker.exports;
  const globals = worker.globals as unknown as typeof globalThis;
  const ask = (body: unknown, signal?: AbortSignal): Promise<Response> => {
    const init = { method: 'POST', body: JSON.stringify(body) };
    const request = new globals.Request('http://x/', { ...init, ...(signal && { signal }) });
    return fetch(request);
  };

  const whole = await (await ask(create('Hello'))).text();
  expect(whole).toContain('"delta":"Good "');
  expect(whole).toContain('"text":"Good day!"');

  const controller = new globals.AbortController();
  const cut = await ask(create('wait'), controller.signal);
  let seen = '';
  for await (const bytes of cut.body ?? []) {
    seen += new TextDecoder().decode(bytes);
    if (seen.includes('"delta":"day"')) controller.abort();
  }
  expect(seen).not.toContain('"delta":"!"');
  const [, thread_id] = /"thread":\{"id":"([^"]+)"/.exec(seen) ?? [];
  const again = await ask({ type: 'threads.get_by_id', params: { thread_id } });
  // What had been said, and not the `!` that the responder said after the client was gone.
  expect(await again.text()).toContain('"text":"Good day","annotations"');
});

test('loads all subpaths but those for Node in a runtime like that of Workers', async ({
  packed,
}) => {
  await packed.install(peers);
  const names = subpaths
    .filter((subpath) => !nodeOnly.has(subpath))
    .map((subpath) => path.posix.join('@parley/chatkit', subpath));
  const entry = path.join(packed.consumer, 'web.ts');
  await writeFile(entry, reexports(names));
  const { exports } = await startWorker<Record<string, object>>(entry, packed.consumer);
  const empty = names.filter((_, index) => Object.keys(exports[`m${index}`] ?? {}).length === 0);
  expect(empty).toEqual([]);
});
