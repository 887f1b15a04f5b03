import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** One file of the built web app, held in memory. */
export interface StaticFile {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Strong entity tag of the uncompressed bytes, without quotes. */
  tag: string;
  /** The bytes in this encoding, or null when that would not be smaller. */
  encoded(encoding: Encoding): Promise<Uint8Array<ArrayBuffer> | null>;
}

/** The content encodings the server can produce, best first. */
export const encodings = ['br', 'gzip'] as const;

/** A content encoding. */
export type Encoding = (typeof encodings)[number];

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const compressible = /^(text\/|application\/(json|manifest)|image\/svg)/;

/**
 * Reads a folder of built files. A request's path is then looked up among these names, so that no
 * path can lead out of the folder.
 *
 * @returns files by URL path (`/assets/x.js`); empty when the folder does not exist.
 */
export async function loadStaticFiles(root: string): Promise<Map<string, StaticFile>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const loaded = await Promise.all(
    files.map(async (entry): Promise<[string, StaticFile]> => {
      const path = join(entry.parentPath, entry.name);
      const name = `/${relative(root, path).split(sep).join('/')}`;
      return [name, staticFile(await readFile(path), extname(name))];
    }),
  );
  return new Map(loaded);
}

/** Makes a file from bytes; compressed forms are made once, when first asked for. */
export function staticFile(content: Uint8Array, extension: string): StaticFile {
  const bytes = new Uint8Array(content);
  const type = types[extension] ?? 'application/octet-stream';
  const made = new Map<Encoding, Promise<Uint8Array<ArrayBuffer> | null>>();
  return {
    type,
    bytes,
    tag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
    encoded(encoding) {
      const known = made.get(encoding);
      if (known) return known;
      const compressed = compressible.test(type)
        ? compress(bytes, encoding)
        : Promise.resolve(null);
      made.set(encoding, compressed);
      return compressed;
    },
  };
}

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

async function compress(
  bytes: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
): Promise<Uint8Array<ArrayBuffer> | null> {
  // Quality 9 is within a few percent of 11 at a tenth of its time, and the first visitor waits.
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  const smaller = encoding === 'br' ? await toBrotli(bytes, options) : await toGzip(bytes);
  return smaller.length < bytes.length ? new Uint8Array(smaller) : null;
}
