import { NotFoundError } from '../errors.ts';
import type { ByteStore } from './byte-store.ts';
import { assertKey } from './byte-store.ts';
import type { PreviewUrls } from './preview-url.ts';
import { isPreviewable } from './sniff.ts';

/**
 * Serves the bytes a signed address stands for. Whatever they turn out to be, the browser must not
 * run them: the type is fixed, guessing is forbidden, and a page made of them would be sandboxed.
 *
 * @throws NotFoundError for an address that is forged or over, or whose bytes are gone.
 */
export async function servePreview(
  request: Request,
  { urls, bytes }: { urls: PreviewUrls; bytes: ByteStore },
): Promise<Response> {
  const claim = await urls.read(new URL(request.url));
  if (claim === null) throw new NotFoundError('File');
  assertKey(claim.key);
  const { key, type, name, secondsLeft } = claim;
  const { signal } = request;
  const opened = request.method === 'HEAD' ? null : await bytes.get(key, { signal });
  const found = opened ?? (await bytes.head(key, signal));
  if (found === null) throw new NotFoundError('File');
  const headers = {
    'content-type': isPreviewable(type) ? type : 'application/octet-stream',
    'content-length': String(found.size),
    'content-disposition': disposition(isPreviewable(type) ? 'inline' : 'attachment', name),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': `private, max-age=${secondsLeft}, immutable`,
  };
  return new Response(opened?.body ?? null, { headers });
}

/**
 * RFC 6266: a name for old readers, without anything special, and the real one as RFC 8187 says.
 */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
