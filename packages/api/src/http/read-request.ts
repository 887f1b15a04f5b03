import { isUtf8 } from 'node:buffer';
import { ApiError } from '../errors.ts';
import { limits } from '../limits.ts';

/** What an accepted request asks for. */
export interface AcceptedRequest {
  /** Procedure paths in the order of the batch; one when it is no batch. */
  paths: string[];
  isBatch: boolean;
  /** The request for tRPC: same address and signal, with a body that is known to be small. */
  request: Request;
}

const ALLOWED = 'GET, POST';
const PATH = /^[A-Za-z0-9.,]+$/;

/**
 * Checks everything about a request that must hold before a procedure is looked for, and reads
 * its body with a limit on the bytes that really come: a `content-length` may lie.
 *
 * @param endpoint path under which the API lives, without trailing slash.
 * @throws {ApiError} saying what is wrong.
 */
export async function readRequest(request: Request, endpoint: string): Promise<AcceptedRequest> {
  const { method } = request;
  if (method !== 'GET' && method !== 'POST')
    throw new ApiError({
      code: 'METHOD_NOT_SUPPORTED',
      message: 'Use GET for queries and subscriptions, POST for mutations.',
      headers: { allow: ALLOWED },
    });

  const url = new URL(request.url);
  const path = readPath(url, endpoint);
  const isBatch = url.searchParams.get('batch') === '1';
  const paths = isBatch ? path.split(',') : [path];
  if (paths.length > limits.batchSize)
    throw badRequest(`At most ${limits.batchSize} calls fit in one batch.`);
  if (url.searchParams.has('connectionParams'))
    throw badRequest('Send the token in the Authorization header, not in the address.');
  // In a streamed batch the status is sent before any call is made, so a 401 could not be told.
  const accept = request.headers.get('trpc-accept') ?? request.headers.get('accept') ?? '';
  if (accept.includes('application/jsonl')) throw unsupported('Streamed batches are not offered.');

  if (method === 'GET') {
    if (request.headers.has('content-type') && !isJson(request))
      throw unsupported('Send the input as application/json.');
    return { paths, isBatch, request };
  }
  if (!isJson(request)) throw unsupported('Send the input as application/json.');
  const body = await readBody(request);
  const { headers, signal } = request;
  return { paths, isBatch, request: new Request(url, { method, headers, body, signal }) };
}

function readPath(url: URL, endpoint: string): string {
  if (!url.pathname.startsWith(`${endpoint}/`)) throw noProcedure();
  const raw = url.pathname.slice(endpoint.length + 1);
  if (raw.length > limits.pathLength || url.href.length > limits.urlLength)
    throw new ApiError({ code: 'PAYLOAD_TOO_LARGE', message: 'The address is too long.' });
  const path = decodePath(raw);
  // tRPC would cut slashes off and find a procedure under a second name.
  if (!PATH.test(path)) throw noProcedure();
  return path;
}

function decodePath(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch (cause) {
    throw badRequest('The address is not valid.', cause);
  }
}

function isJson(request: Request): boolean {
  const type = request.headers.get('content-type') ?? '';
  return type.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
}

async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > limits.bodyBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.byteLength;
      // Leaving the loop cancels the rest of the body.
      if (length > limits.bodyBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    throw new ApiError({
      code: 'CLIENT_CLOSED_REQUEST',
      message: 'The request broke off.',
      cause,
    });
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  // Read leniently, broken bytes would be stored as signs that nobody wrote.
  if (!isUtf8(body)) throw badRequest('The body is not text in UTF-8.');
  return body;
}

function badRequest(message: string, cause?: unknown): ApiError {
  return new ApiError({ code: 'BAD_REQUEST', message, cause });
}

function noProcedure(): ApiError {
  return new ApiError({ code: 'NOT_FOUND', message: 'There is no such procedure.' });
}

function unsupported(message: string): ApiError {
  return new ApiError({ code: 'UNSUPPORTED_MEDIA_TYPE', message });
}

function tooLarge(): ApiError {
  const kilobytes = limits.bodyBytes / 1024;
  return new ApiError({
    code: 'PAYLOAD_TOO_LARGE',
    message: `The body may hold ${kilobytes} KB at most.`,
  });
}
