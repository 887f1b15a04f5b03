import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { AppEnv } from '../http/app-env.ts';
import { createWebApp } from './web-app.ts';

const script = `console.log(${JSON.stringify('hello '.repeat(200))});`;
const config = {
  chatkit: { scriptUrl: 'https://cdn.example/</script>.js', domainKey: 'local' },
  modelLabel: 'ollama/</script>',
};

async function builtApp(
  files: Record<string, string | Uint8Array>,
): Promise<Hono<AppEnv> & AsyncDisposable> {
  const root = await mkdtemp(join(tmpdir(), 'parley-web-'));
  await mkdir(join(root, 'assets'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content);
  const app = new Hono<AppEnv>().all('*', await createWebApp(root, config));
  return Object.assign(app, {
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  });
}

const files = {
  'index.html': '<!doctype html><html><head><title>Parley</title></head><body></body></html>',
  'assets/app-AbCd1234.js': script,
  'assets/pixel-AbCd1234.png': new Uint8Array([1, 2, 3]),
  'favicon.svg': '<svg/>',
};
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('createWebApp', () => {
  it('serves the page for a navigation, with its configuration, never kept without asking', async () => {
    await using app = await builtApp(files);
    const response = await app.request('/tasks/12', { headers: html });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const text = await response.text();
    const block =
      /<script type="application\/json" id="parley-config">(.*?)<\/script><\/head>/.exec(text);
    expect(JSON.parse(block?.[1] ?? '')).toEqual(config);
  });

  it('gives the front page to whoever asks, also to one who names no type', async () => {
    await using app = await builtApp(files);
    const response = await app.request('/', { headers: { accept: '*/*' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it.each([
    ['/tasks', '*/*'],
    ['/tasks', 'application/json'],
    ['/assets/missing-1234.js', html.accept],
    ['/missing.png', html.accept],
    ['/tasks', 'text/html;q=0'],
  ])('answers %s for %s with 404, not with the page', async (path, accept) => {
    await using app = await builtApp(files);
    const response = await app.request(path, { headers: { accept } });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('answers %s with 404', async (method) => {
    await using app = await builtApp(files);
    expect((await app.request('/', { method, headers: html })).status).toBe(404);
  });

  it('lets a hashed file be kept for ever', async () => {
    await using app = await builtApp(files);
    const response = await app.request('/assets/app-AbCd1234.js');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await response.text()).toBe(script);
  });

  it('asks about a file without a hash again', async () => {
    await using app = await builtApp(files);
    const response = await app.request('/favicon.svg');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const tag = response.headers.get('etag') ?? '';
    const again = await app.request('/favicon.svg', { headers: { 'if-none-match': `W/${tag}` } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    const other = await app.request('/favicon.svg', { headers: { 'if-none-match': '"other"' } });
    expect(other.status).toBe(200);
  });

  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ] as const)('compresses for %s with %s', async (accept, encoding, decompress) => {
    await using app = await builtApp(files);
    const response = await app.request('/assets/app-AbCd1234.js', {
      headers: { 'accept-encoding': accept },
    });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toBe('accept-encoding');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(decompress(bytes).toString()).toBe(script);
  });

  it.each(['identity', 'br;q=0', ''])('does not compress for %j', async (accept) => {
    await using app = await builtApp(files);
    const response = await app.request('/assets/app-AbCd1234.js', {
      headers: { 'accept-encoding': accept },
    });
    expect(response.headers.has('content-encoding')).toBe(false);
    expect(await response.text()).toBe(script);
  });

  it('gives each encoding a tag of its own and does not compress pictures', async () => {
    await using app = await builtApp(files);
    const headers = { 'accept-encoding': 'br' };
    const plain = await app.request('/assets/app-AbCd1234.js');
    const packed = await app.request('/assets/app-AbCd1234.js', { headers });
    expect(packed.headers.get('etag')).not.toBe(plain.headers.get('etag'));
    const picture = await app.request('/assets/pixel-AbCd1234.png', { headers });
    expect(picture.headers.has('content-encoding')).toBe(false);
  });

  it('answers HEAD like GET without a body', async () => {
    await using app = await builtApp(files);
    const response = await app.request('/', { method: 'HEAD', headers: html });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
    expect(await response.text()).toBe('');
  });

  it.each(['/../secret', '/%2e%2e/secret', '/assets/%2e%2e/index.html', '/assets/..%2findex.html'])(
    'does not leave its folder for %s',
    async (path) => {
      await using app = await builtApp(files);
      const response = await app.request(path, { headers: { accept: '*/*' } });
      expect(response.status).toBe(404);
    },
  );

  it('says so when nothing is built', async () => {
    const app = new Hono<AppEnv>().all('*', await createWebApp('/nowhere/at/all', config));
    const response = await app.request('/', { headers: html });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('pnpm build');
  });
});
