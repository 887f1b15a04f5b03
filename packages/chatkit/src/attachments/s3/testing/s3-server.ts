import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Account, RawRequest } from './signature.ts';
import { signatureProblem } from './signature.ts';

/** An object storage in this process. */
export interface S3Server extends AsyncDisposable {
  endpoint: string;
  objects: Map<string, { body: Uint8Array; type: string; modifiedAt: Date }>;
  /** Multipart uploads that are neither complete nor abandoned. */
  uploads: Map<string, Map<number, Uint8Array>>;
  /** Method, name, query's first key of every request that was let in. */
  log: string[];
  /** Makes the next request whose log line contains `match` fail with 503. */
  failNext(match: string): void;
  /** Answers with whole objects whatever `range` says, as some servers do. */
  ignoreRange: boolean;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
}

const smallestPart = 5 * 1024 * 1024;

/** Starts a server that does with one bucket what S3 does, signatures and refusals included. */
export async function startS3Server(
  account: Omit<Account, 'now'> & { bucket: string; now(): Date; pageSize?: number },
): Promise<S3Server> {
  const objects: S3Server['objects'] = new Map();
  const uploads: S3Server['uploads'] = new Map();
  const log: string[] = [];
  const failures: string[] = [];

  function put(name: string, body: Uint8Array, type: string): string {
    objects.set(name, { body, type, modifiedAt: account.now() });
    return etagOf(body);
  }

  function multipart(request: RawRequest, url: URL, name: string): Answer {
    const id = url.searchParams.get('uploadId') ?? '';
    const parts = uploads.get(id);
    if (parts === undefined) return failed(404, 'NoSuchUpload');
    if (request.method === 'PUT') {
      parts.set(Number(url.searchParams.get('partNumber')), request.body);
      return { status: 200, headers: { etag: etagOf(request.body) } };
    }
    uploads.delete(id);
    if (request.method === 'DELETE') return { status: 204 };
    const text = new TextDecoder().decode(request.body);
    const listed = [...text.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)<\/ETag>/g)];
    const bodies = listed.map(([, number, etag]) => {
      const body = parts.get(Number(number));
      return body !== undefined && etagOf(body) === etag?.replaceAll('&quot;', '"') ? body : null;
    });
    const whole = bodies.filter((body) => body !== null);
    if (whole.length !== parts.size) return failed(400, 'InvalidPart');
    if (whole.slice(0, -1).some((body) => body.byteLength < smallestPart)) {
      return failed(400, 'EntityTooSmall');
    }
    put(name, concatenated(whole), 'application/octet-stream');
    return { status: 200, body: '<CompleteMultipartUploadResult></CompleteMultipartUploadResult>' };
  }

  function list(url: URL): Answer {
    const prefix = url.searchParams.get('prefix') ?? '';
    const start = url.searchParams.get('continuation-token') ?? '';
    const names = [...objects.keys()].filter((name) => name.startsWith(prefix)).toSorted();
    const rest = names.filter((name) => name > start.replace(/^&"/, ''));
    const page = rest.slice(0, account.pageSize ?? 1000);
    const entries = page.map((name) => {
      const { body, modifiedAt } = objects.get(name) ?? { body: '', modifiedAt: new Date() };
      const date = modifiedAt.toISOString();
      return `<Contents><Key>${name}</Key><LastModified>${date}</LastModified><Size>${body.length}</Size></Contents>`;
    });
    // Real tokens are opaque; this one has the characters that XML escapes.
    const more =
      rest.length > page.length
        ? `<NextContinuationToken>&amp;&quot;${page.at(-1) ?? ''}</NextContinuationToken>`
        : '';
    return { status: 200, body: `<ListBucketResult>${entries.join('')}${more}</ListBucketResult>` };
  }

  function read(request: RawRequest, name: string): Answer {
    const found = objects.get(name);
    if (found === undefined) return failed(404, 'NoSuchKey');
    const { body, type, modifiedAt } = found;
    const headers = { 'content-type': type, 'last-modified': modifiedAt.toUTCString() };
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers['range'] ?? '');
    if (range === null || server.ignoreRange) return { status: 200, headers, body };
    if (body.byteLength === 0) {
      return { ...failed(416, 'InvalidRange'), headers: { 'content-range': 'bytes */0' } };
    }
    const end = Math.min(Number(range[2]), body.byteLength - 1);
    return {
      status: 206,
      headers: { ...headers, 'content-range': `bytes ${range[1]}-${end}/${body.byteLength}` },
      body: body.subarray(Number(range[1]), end + 1),
    };
  }

  function answer(request: RawRequest): Answer {
    const now = account.now();
    const problem = signatureProblem(request, { ...account, now });
    if (problem !== null) return failed(403, problem);
    const url = new URL(request.target, 'http://s3.invalid');
    const [, bucket, ...path] = url.pathname.split('/');
    const name = path.join('/');
    if (bucket !== account.bucket) return failed(404, 'NoSuchBucket');
    const [first = ''] = url.searchParams.keys();
    const line = `${request.method} ${name} ${first.startsWith('X-Amz-') ? 'presigned' : first}`;
    log.push(line.trim());
    const failure = failures.findIndex((match) => line.includes(match));
    if (failure !== -1) {
      failures.splice(failure, 1);
      return failed(503, 'SlowDown');
    }
    if (name === '') return list(url);
    if (url.searchParams.has('uploads')) {
      const id = randomUUID();
      uploads.set(id, new Map());
      const body = `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`;
      return { status: 200, body };
    }
    if (url.searchParams.has('uploadId')) return multipart(request, url, name);
    switch (request.method) {
      case 'PUT': {
        if (request.headers['content-length'] === undefined)
          return failed(411, 'MissingContentLength');
        if (request.headers['if-none-match'] === '*' && objects.has(name)) {
          return failed(412, 'PreconditionFailed');
        }
        const type = request.headers['content-type'] ?? 'binary/octet-stream';
        return { status: 200, headers: { etag: put(name, request.body, type) } };
      }
      case 'DELETE':
        objects.delete(name);
        return { status: 204 };
      case 'GET':
      case 'HEAD':
        return read(request, name);
      default:
        return failed(405, 'MethodNotAllowed');
    }
  }

  const http = createServer((incoming, outgoing) => {
    void readRequest(incoming).then((request) => {
      send(answer(request), outgoing, request.method === 'HEAD');
    });
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const server: S3Server = {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    uploads,
    log,
    failNext: (match) => {
      failures.push(match);
    },
    ignoreRange: false,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
    },
  };
  return server;
}

async function readRequest(incoming: IncomingMessage): Promise<RawRequest> {
  const chunks: Uint8Array[] = [];
  // A request that is broken off is answered like an empty one: nobody is left to read it.
  try {
    for await (const chunk of incoming as AsyncIterable<Uint8Array>) chunks.push(chunk);
  } catch {
    chunks.length = 0;
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  const { method = '', url: target = '' } = incoming;
  return { method, target, headers, body: concatenated(chunks) };
}

function send({ status, headers, body }: Answer, outgoing: ServerResponse, isHead: boolean): void {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  outgoing.writeHead(status, { ...headers, 'content-length': bytes?.byteLength ?? 0 });
  outgoing.end(isHead ? undefined : bytes);
}

function failed(status: number, code: string): Answer {
  return { status, body: `<?xml version="1.0"?><Error><Code>${code}</Code></Error>` };
}

function etagOf(body: Uint8Array): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
