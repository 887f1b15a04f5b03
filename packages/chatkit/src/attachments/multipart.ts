import { ChatKitError } from '../errors.ts';
import { joined } from './checked-body.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The file of a form, as it comes in. */
export interface FilePart {
  /** As the client named it, without folders; empty when it has no name. */
  name: string;
  /** As the client says; empty when it says nothing. */
  type: string;
  /** Must be read to its end, or cancelled. */
  body: ReadableStream<Bytes>;
}

const maxHeaderBytes = 8192;
const maxSkippedBytes = 65_536;
const lineBreak = bytesOf('\r\n');

/**
 * Finds the field `file` of a multipart form (RFC 7578) and hands its bytes on while they arrive:
 * never more than a chunk, a header and the length of the boundary is held.
 *
 * @returns null for a request that is no form.
 * @throws ChatKitError `invalid_request` for a malformed form, or one without the field. A form
 * that
 *   ends too early fails while the body is read.
 */
export async function readFilePart(request: Request): Promise<FilePart | null> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(contentType)) return null;
  const boundary = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^;\s"]{1,70}))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) throw malformed('has no boundary');
  if (request.body === null) throw malformed('is empty');
  const input = createInput(request.body);
  try {
    return await findFile(input, name);
  } catch (error) {
    await input.cancel(error);
    throw error;
  }
}

async function findFile(input: Input, boundary: string): Promise<FilePart> {
  const delimiter = bytesOf(`\r\n--${boundary}`);
  // The first boundary may stand at the very start, without the line break before it.
  input.unread(lineBreak);
  let skipped = 0;
  for (;;) {
    skipped += await input.skipTo(delimiter, maxSkippedBytes - skipped);
    const end = await input.readTo(lineBreak, maxHeaderBytes);
    if (end.startsWith('--')) throw malformed('has no field "file"');
    const headers = await readHeaders(input);
    const disposition = headers.get('content-disposition') ?? '';
    if (/^form-data\b/i.test(disposition) && parameter(disposition, 'name') === 'file') {
      return {
        name: baseName(parameter(disposition, 'filename') ?? ''),
        type: headers.get('content-type') ?? '',
        body: input.streamTo(delimiter),
      };
    }
  }
}

async function readHeaders(input: Input): Promise<Map<string, string>> {
  const headers = new Map<string, string>();
  let left = maxHeaderBytes;
  for (;;) {
    const line = await input.readTo(lineBreak, left);
    left -= line.length + lineBreak.length;
    if (line === '') return headers;
    const [name = '', value] = line.split(/:(.*)/s, 2);
    if (value === undefined) throw malformed('has a line that is no header');
    headers.set(name.trim().toLowerCase(), value.trim());
  }
}

function parameter(header: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]*))`, 'i').exec(header);
  const value = match?.[1]?.replaceAll(/\\(.)/g, '$1') ?? match?.[2];
  // Browsers write these three, and only these, as percent codes.
  return value?.replaceAll(/%(?:22|0D|0A)/gi, (code) =>
    String.fromCharCode(Number.parseInt(code.slice(1), 16)),
  );
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

interface Input {
  /** Drops everything up to and with a mark; says how much it was. */
  skipTo(mark: Bytes, maxBytes: number): Promise<number>;
  /** The text up to a mark, which is dropped. */
  readTo(mark: Bytes, maxBytes: number): Promise<string>;
  /** Everything up to a mark. */
  streamTo(mark: Bytes): ReadableStream<Bytes>;
  unread(bytes: Bytes): void;
  cancel(reason: unknown): Promise<void>;
}

function createInput(source: ReadableStream<Bytes>): Input {
  const reader = source.getReader();
  let held: Bytes = new Uint8Array();

  async function more(): Promise<void> {
    const { value, done } = await reader.read();
    if (done) throw malformed('ends too early');
    held = held.byteLength === 0 ? value : joined([held, value]);
  }

  /** Takes what cannot be part of a mark any more, and says whether the mark was reached. */
  function take(mark: Bytes): { bytes: Bytes; isEnd: boolean } {
    const at = indexOf(held, mark);
    const length = at === -1 ? Math.max(0, held.byteLength - mark.byteLength + 1) : at;
    const bytes = held.subarray(0, length);
    held = held.subarray(at === -1 ? length : length + mark.byteLength);
    return { bytes, isEnd: at !== -1 };
  }

  async function collect(
    mark: Bytes,
    maxBytes: number,
    keep: (bytes: Bytes) => void,
  ): Promise<number> {
    let length = 0;
    for (;;) {
      const { bytes, isEnd } = take(mark);
      length += bytes.byteLength;
      if (length > maxBytes) throw malformed('has too much before the file');
      keep(bytes);
      if (isEnd) return length;
      await more();
    }
  }

  return {
    skipTo: (mark, maxBytes) => collect(mark, maxBytes, () => {}),
    async readTo(mark, maxBytes) {
      const parts: Bytes[] = [];
      await collect(mark, maxBytes, (bytes) => parts.push(bytes));
      return new TextDecoder().decode(joined(parts));
    },
    streamTo: (mark) =>
      new ReadableStream<Bytes>(
        {
          async pull(controller) {
            for (;;) {
              const { bytes, isEnd } = take(mark);
              if (bytes.byteLength > 0) controller.enqueue(bytes);
              if (isEnd) {
                controller.close();
                await reader.cancel();
              }
              if (isEnd || bytes.byteLength > 0) return;
              await more();
            }
          },
          cancel: (reason) => reader.cancel(reason),
        },
        { highWaterMark: 0 },
      ),
    unread(bytes) {
      held = joined([bytes, held]);
    },
    cancel: (reason) => reader.cancel(reason).catch(() => undefined),
  };
}

function indexOf(bytes: Bytes, mark: Bytes): number {
  const [first = 0] = mark;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (at + mark.byteLength > bytes.byteLength) return -1;
    if (mark.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}

function bytesOf(text: string): Bytes {
  return new TextEncoder().encode(text);
}

function malformed(what: string): ChatKitError {
  return new ChatKitError('invalid_request', `The form ${what}`);
}
