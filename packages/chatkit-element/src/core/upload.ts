import type { Client } from './client.ts';
import { ChatError } from './errors.ts';
import { failureOf } from './http-failure.ts';
import type { Attachment } from './wire.ts';

/** Where files go. */
export interface UploadTarget {
  client: Client;
  /** The host's fetch, with its credentials. */
  fetch: (input: string, init: RequestInit) => Promise<Response>;
  /** Absolute address of the chat server. */
  apiUrl: string;
  strategy: { type: 'two_phase' } | { type: 'direct'; uploadUrl: string };
}

/** What the options allow. */
export interface FileLimits {
  /** Bytes, or bytes by MIME pattern with `"*"` or `""` for the rest. Default 100 MiB. */
  maxSize?: number | Record<string, number>;
  /** Default 10. */
  maxCount?: number;
  /** Extensions by MIME type; everything when absent. */
  accept?: Record<string, string[]>;
}

const DEFAULT_MAX_SIZE = 100 * 1024 * 1024;
const DEFAULT_MAX_COUNT = 10;

/** Whether a file may be added to `count` others. */
export function acceptFile(
  file: { name: string; size: number; type: string },
  count: number,
  limits: FileLimits,
): 'ok' | 'too_many' | 'too_large' | 'refused' {
  if (count >= (limits.maxCount ?? DEFAULT_MAX_COUNT)) return 'too_many';
  if (!isAccepted(file, limits.accept)) return 'refused';
  return file.size > maxSizeOf(file.type, limits.maxSize) ? 'too_large' : 'ok';
}

/**
 * Sends one file: direct as multipart, or in two phases to where the server says. Credentials of
 * the host go to the server's own origin only, never to a storage service it names.
 */
export async function uploadFile(file: File, target: UploadTarget): Promise<Attachment> {
  if (target.strategy.type === 'direct') {
    const response = await send(target.strategy.uploadUrl, multipart(file), target);
    return (await response.json()) as Attachment;
  }
  const params = { name: file.name, size: file.size, mime_type: file.type };
  const attachment = (await target.client.call('attachments.create', params)) as Attachment;
  const descriptor = attachment.upload_descriptor;
  if (descriptor === undefined || descriptor === null) {
    throw new ChatError('attachment', 'The server did not say where to upload to.');
  }
  const { url, method, headers = {} } = descriptor;
  const init = method === 'PUT' ? { method, headers, body: file } : { ...multipart(file), headers };
  await send(url, init, target);
  return attachment;
}

async function send(url: string, init: RequestInit, target: UploadTarget): Promise<Response> {
  const absolute = new URL(url, target.apiUrl);
  const isOwn = absolute.origin === new URL(target.apiUrl).origin;
  const response = isOwn
    ? await target.fetch(absolute.href, init)
    : await fetch(absolute.href, { ...init, credentials: 'omit' });
  if (!response.ok) throw await failureOf(response);
  return response;
}

function multipart(file: File): RequestInit {
  const body = new FormData();
  body.append('file', file, file.name);
  return { method: 'POST', body };
}

function isAccepted(
  file: { name: string; type: string },
  accept: Record<string, string[]> | undefined,
): boolean {
  if (accept === undefined) return true;
  const name = file.name.toLowerCase();
  return Object.entries(accept).some(
    ([pattern, extensions]) =>
      matches(pattern, file.type) || extensions.some((end) => name.endsWith(end.toLowerCase())),
  );
}

function maxSizeOf(type: string, limit: FileLimits['maxSize']): number {
  if (limit === undefined) return DEFAULT_MAX_SIZE;
  if (typeof limit === 'number') return limit;
  const exact = Object.keys(limit).find((pattern) => pattern !== '*' && matches(pattern, type));
  return (exact === undefined ? (limit['*'] ?? limit['']) : limit[exact]) ?? DEFAULT_MAX_SIZE;
}

function matches(pattern: string, type: string): boolean {
  if (pattern === '') return false;
  return pattern.endsWith('/*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}
