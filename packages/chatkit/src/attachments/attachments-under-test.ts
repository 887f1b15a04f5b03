import type { ServerUnderTest, User } from '../internal/server-under-test.ts';
import { annContext, serverUnderTest } from '../internal/server-under-test.ts';
import { createMemoryStore } from '../memory-store.ts';
import type { Attachment } from '../protocol/attachment.ts';
import type { AttachmentIndex, Store } from '../store.ts';
import type { Attachments } from './attachments.ts';
import { createAttachments } from './attachments.ts';
import type { ByteStore } from './byte-store.ts';
import { joined } from './checked-body.ts';
import { createMemoryByteStore } from './memory-byte-store.ts';
import type { AttachmentsOptions } from './options.ts';

/** A server with attachments in memory, and a clock to move. */
export interface AttachmentsUnderTest extends ServerUnderTest {
  files: Attachments<User>;
  store: Store<User> & AttachmentIndex<User>;
  bytes: ByteStore;
  clock: { now: Date };
  failures: unknown[];
  /** `attachments.create` by ann. */
  announce(size: number, mime_type: string, name?: string): Promise<Attachment>;
  /** Sends a request to `upload` as ann. */
  put(id: string, init?: RequestInit): Promise<Response>;
  /** The keys of everything in the byte store. */
  keys(): Promise<string[]>;
}

export const bobContext: User = { userId: 'bob' };

/** Where the handlers of the tests are. */
export const filesUrl = 'https://app.example/api/files';

/** The beginning of a PNG, and a bit more. */
export const png: Uint8Array<ArrayBuffer> = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4,
]);

const owner = ({ userId }: User): string => userId;

/** Makes a server with attachments. */
export function attachmentsUnderTest(
  options: Partial<AttachmentsOptions<User>> = {},
): AttachmentsUnderTest {
  const clock = { now: new Date('2026-11-21T10:00:00.000Z') };
  const now = (): Date => clock.now;
  const store = createMemoryStore<User>({ owner, now });
  const bytes = options.bytes ?? createMemoryByteStore(now);
  const failures: unknown[] = [];
  const files = createAttachments<User>({
    store,
    bytes,
    owner,
    url: filesUrl,
    secret: 'a secret of at least thirty-two bytes',
    now,
    onError: (error) => failures.push(error),
    ...options,
  });
  const under = serverUnderTest({ store, attachments: files, now });
  return {
    ...under,
    store,
    files,
    bytes,
    clock,
    failures,
    async announce(size, mime_type, name = 'a file') {
      const params = { name, size, mime_type };
      const reply = await under.ann.send({ type: 'attachments.create', params });
      if (reply.status !== 200) throw new Error(`announced with ${reply.status}`);
      return reply.json as Attachment;
    },
    put: (id, init) =>
      files.upload(new Request(`${filesUrl}/${id}`, { method: 'PUT', ...init }), annContext),
    async keys() {
      const keys: string[] = [];
      for await (const { key } of bytes.list()) keys.push(key);
      return keys;
    },
  };
}

/** `threads.create` with attachments. */
export function sendFiles(...ids: string[]): object {
  return {
    type: 'threads.create',
    params: { input: { content: [], attachments: ids, inference_options: {} } },
  };
}

/** The status and the error's code of a reply. */
export async function refusal(response: Response): Promise<[number, string]> {
  const { error } = (await response.json()) as { error: { code: string } };
  return [response.status, error.code];
}

/** The body and headers of a form with one file after another field. */
export function form(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
  name: string,
): { body: Uint8Array<ArrayBuffer>; headers: Record<string, string> } {
  const field = '--X\r\nContent-Disposition: form-data; name="note"\r\n\r\nfirst\r\n';
  const file = `--X\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n`;
  const encoder = new TextEncoder();
  const body = joined([
    encoder.encode(`${field}${file}Content-Type: ${type}\r\n\r\n`),
    bytes,
    encoder.encode('\r\n--X--\r\n'),
  ]);
  return { body, headers: { 'content-type': 'multipart/form-data; boundary=X' } };
}
