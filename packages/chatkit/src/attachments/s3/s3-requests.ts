import { AwsV4Signer } from 'aws4fetch';
import type { S3ByteStoreOptions } from './s3-byte-store.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** One request to a bucket. */
export interface S3Request {
  /** Of the object, with its prefix; empty for the bucket itself. @default '' */
  name?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Bytes | string;
  signal?: AbortSignal | undefined;
  /** Statuses that are an answer besides those from 200 to 299. @default none */
  also?: readonly number[];
}

/** A bucket one can ask. */
export interface S3Requests {
  /** @throws Error with the status and S3's own code, without names or signatures. */
  send(method: string, request: S3Request): Promise<Response>;
  /**
   * An address for one request without credentials, for so many seconds; it binds all `headers`.
   */
  presign(
    method: string,
    request: { name: string; headers: Record<string, string>; seconds: number },
  ): Promise<string>;
}

/** Requests to a bucket, signed with Signature Version 4. */
export function createS3Requests(options: S3ByteStoreOptions): S3Requests {
  const base = bucketUrl(options);
  const now = (): Date => options.now?.() ?? new Date();

  async function sign(
    url: URL,
    init: Partial<ConstructorParameters<typeof AwsV4Signer>[0]>,
  ): Promise<{ url: URL; headers: Headers }> {
    const { accessKeyId, secretAccessKey, sessionToken } = await credentialsOf(options);
    return new AwsV4Signer({
      ...init,
      url: url.href,
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
      service: 's3',
      region: options.region,
      datetime: now()
        .toISOString()
        .replaceAll(/[:-]|\.\d{3}/g, ''),
    }).sign();
  }

  return {
    async send(method, { name = '', query = {}, headers = {}, body, signal, also = [] }) {
      signal?.throwIfAborted();
      const url = new URL(base + name);
      for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
      const hashed = { ...headers, 'x-amz-content-sha256': await sha256(body ?? '') };
      const signed = await sign(url, { method, headers: hashed });
      const response = await (options.fetch ?? fetch)(signed.url.href, {
        method,
        headers: signed.headers,
        body: body ?? null,
        // Nowhere else, and not by 'error', which Cloudflare Workers refuse.
        redirect: 'manual',
        ...(signal === undefined ? {} : { signal }),
      });
      if (response.ok || also.includes(response.status)) return response;
      throw failure(method, response.status, await response.text());
    },
    async presign(method, { name, headers, seconds }) {
      const url = new URL(base + name);
      url.searchParams.set('X-Amz-Expires', String(seconds));
      const signed = await sign(url, { method, headers, signQuery: true, allHeaders: true });
      return signed.url.href;
    },
  };
}

/** Lets go of an answer whose body says nothing. */
export async function discard({ body }: Response): Promise<void> {
  // A connection that broke meanwhile is let go already.
  await body?.cancel().catch(() => undefined);
}

/** An answer that is no success; S3 also sends some with status 200. */
export function failure(method: string, status: number, text: string): Error {
  const code = /<Code>(\w{1,64})<\/Code>/.exec(text)?.[1] ?? 'no code';
  return new Error(`the object storage answered ${status} (${code}) to ${method}`);
}

function bucketUrl({ endpoint, bucket, pathStyle = true }: S3ByteStoreOptions): string {
  const url = new URL(endpoint);
  if (pathStyle) url.pathname = `${url.pathname.replace(/\/+$/, '')}/${bucket}/`;
  else url.hostname = `${bucket}.${url.hostname}`;
  return url.href;
}

async function credentialsOf({
  credentials,
}: S3ByteStoreOptions): Promise<Exclude<S3ByteStoreOptions['credentials'], () => unknown>> {
  return typeof credentials === 'function' ? credentials() : credentials;
}

async function sha256(data: Bytes | string): Promise<string> {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
