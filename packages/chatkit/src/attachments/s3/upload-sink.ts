import type { S3Requests } from './s3-requests.ts';
import { discard, failure } from './s3-requests.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const firstHeldBytes = 65_536;

/** Options of {@link createUploadSink}. */
export interface UploadSinkOptions {
  name: string;
  type: string;
  /** Bytes of every part but the last. */
  partBytes: number;
  signal?: AbortSignal | undefined;
}

/**
 * Writes an object: in one request when it turns out to be small, else in parts of a multipart
 * upload, one after the other. Closing it makes the object appear; aborting it leaves no parts.
 */
export function createUploadSink(
  requests: S3Requests,
  { name, type, partBytes, signal }: UploadSinkOptions,
): WritableStream<Bytes> {
  const etags: string[] = [];
  let held: Bytes = new Uint8Array(Math.min(partBytes, firstHeldBytes));
  let heldBytes = 0;
  let uploadId: string | undefined;

  async function begin(): Promise<string> {
    const headers = { 'content-type': type };
    const response = await requests.send('POST', { name, query: { uploads: '' }, headers, signal });
    const text = await response.text();
    const id = /<UploadId>([^<]+)<\/UploadId>/.exec(text)?.[1];
    if (id === undefined) throw failure('POST', response.status, text);
    return id;
  }

  async function sendPart(body: Bytes): Promise<void> {
    uploadId ??= await begin();
    const query = { partNumber: String(etags.length + 1), uploadId };
    const response = await requests.send('PUT', { name, query, body, signal });
    await discard(response);
    etags.push(response.headers.get('etag') ?? '');
  }

  async function complete(id: string): Promise<void> {
    const parts = etags.map((etag, index) => {
      const escaped = etag.replaceAll('"', '&quot;');
      return `<Part><PartNumber>${index + 1}</PartNumber><ETag>${escaped}</ETag></Part>`;
    });
    const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    const query = { uploadId: id };
    const response = await requests.send('POST', { name, query, body, signal });
    const text = await response.text();
    // It answers before it has finished, and says only afterwards how that went.
    if (!text.includes('<CompleteMultipartUploadResult')) {
      throw failure('POST', response.status, text);
    }
  }

  /** Copies, so that a body that comes in many small pieces takes no more room than a large one. */
  function hold(bytes: Bytes): void {
    const length = heldBytes + bytes.byteLength;
    if (length > held.byteLength) {
      const larger = new Uint8Array(Math.min(partBytes, Math.max(length, 2 * held.byteLength)));
      larger.set(held.subarray(0, heldBytes));
      held = larger;
    }
    held.set(bytes, heldBytes);
    heldBytes = length;
  }

  async function abandon(): Promise<void> {
    heldBytes = 0;
    if (uploadId === undefined) return;
    const query = { uploadId };
    uploadId = undefined;
    // Without the signal, which may be why. Should it fail, the bucket forgets the parts in time.
    const response = await requests.send('DELETE', { name, query }).catch(() => null);
    if (response !== null) await discard(response);
  }

  return new WritableStream<Bytes>({
    async write(chunk) {
      let rest = chunk;
      try {
        while (heldBytes + rest.byteLength > partBytes) {
          const taken = rest.subarray(0, partBytes - heldBytes);
          rest = rest.subarray(taken.byteLength);
          hold(taken);
          await sendPart(held);
          heldBytes = 0;
        }
      } catch (error) {
        await abandon();
        throw error;
      }
      hold(rest);
    },
    async close() {
      try {
        const body = held.subarray(0, heldBytes);
        if (uploadId === undefined) {
          const headers = { 'content-type': type };
          const response = await requests.send('PUT', { name, headers, body, signal });
          await discard(response);
          return;
        }
        await sendPart(body);
        await complete(uploadId);
      } catch (error) {
        await abandon();
        throw error;
      }
    },
    abort: abandon,
  });
}
