import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import { notFound } from '../http/http-error.ts';
import { acceptsHtml, chooseEncoding } from './accept.ts';
import { pageWithConfig } from './page.ts';
import type { PageConfig } from './page.ts';
import { loadStaticFiles } from './static-files.ts';
import type { StaticFile } from './static-files.ts';

/** Vite puts the hash of the content into every name under this folder. */
const hashed = '/assets/';

/**
 * Serves the built web app: files by their name, and the page for every navigation.
 *
 * A path that looks like a file, or a request that does not ask for HTML, never gets the page: a
 * missing script answered with HTML is an error that nobody can read.
 *
 * @param root the folder with `index.html`. While it has none, navigations answer 404 saying so.
 */
export async function createWebApp(
  root: string,
  config: PageConfig,
): Promise<(c: Context<AppEnv>) => Promise<Response>> {
  const files = await loadStaticFiles(root);
  const index = files.get('/index.html');
  const page = index && pageWithConfig(index, config);
  files.delete('/index.html');
  return async (c) => {
    const { method, path } = c.req;
    if (method !== 'GET' && method !== 'HEAD') {
      return notFound(c.get('requestId'), 'Nothing answers this method at this address.');
    }
    const file = files.get(path);
    if (file) return send(c, file, path.startsWith(hashed));
    // The front page is there for whoever asks, such as a health check that names no type.
    const navigation =
      path === '/' || (acceptsHtml(c.req.header('accept')) && !/\.[a-z0-9]+$/i.test(path));
    if (!navigation) return notFound(c.get('requestId'), 'There is no such file.');
    if (!page) return notFound(c.get('requestId'), 'The web app is not built: run `pnpm build`.');
    return send(c, page, false);
  };
}

async function send(c: Context<AppEnv>, file: StaticFile, immutable: boolean): Promise<Response> {
  const encoding = chooseEncoding(c.req.header('accept-encoding'));
  const compressed = encoding && (await file.encoded(encoding));
  // Each encoding is a representation of its own, so its tag differs (RFC 9110 §8.8.3).
  const tag = `"${file.tag}${compressed ? `-${encoding}` : ''}"`;
  const headers: Record<string, string> = {
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: tag,
    vary: 'accept-encoding',
  };
  if (matches(c.req.header('if-none-match'), tag)) {
    return new Response(null, { status: 304, headers });
  }
  const body = compressed || file.bytes;
  headers['content-type'] = file.type;
  headers['content-length'] = String(body.length);
  if (compressed) headers['content-encoding'] = encoding;
  return new Response(c.req.method === 'HEAD' ? null : body, { headers });
}

function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header
    .split(',')
    .some((given) => given.trim().replace(/^W\//, '') === tag || given.trim() === '*');
}
