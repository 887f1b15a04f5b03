import { ChatKitError } from '../errors.ts';
import type { ChatKitRequest } from '../protocol/request.ts';
import { chatKitRequestSchema, operations } from '../protocol/request.ts';

const maxDepth = 64;

/**
 * Reads the body of a request as JSON.
 *
 * @throws ChatKitError `body_too_large`, `invalid_json` or `invalid_request`.
 */
export async function readBody(request: Request, maxBytes: number): Promise<unknown> {
  const text = await readText(request, maxBytes);
  if (isNestedDeeper(text)) {
    throw new ChatKitError('invalid_request', `The body is nested deeper than ${maxDepth}`);
  }
  return parseJson(text);
}

/**
 * Checks a body (protocol A.2).
 *
 * @throws ChatKitError `unknown_operation` or `invalid_request`; its message names the field, never
 *   a value.
 */
export function parseRequest(body: unknown): ChatKitRequest {
  const parsed = chatKitRequestSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  if (!operations.has(operationOf(body) ?? '')) {
    throw new ChatKitError('unknown_operation', 'The body names no operation of the protocol');
  }
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? 'body' : issue.path.join('.');
  throw new ChatKitError('invalid_request', `${where}: ${issue?.message ?? 'not valid'}`);
}

/** The operation a body names, under `type` or, as hosted clients do, `op`. */
export function operationOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const type = 'type' in body ? body.type : 'op' in body ? body.op : undefined;
  return typeof type === 'string' ? type : undefined;
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (request.body === null) throw new ChatKitError('invalid_json', 'The body is empty');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let size = 0;
  let text = '';
  // Half the cost of an async loop over the body, for what every request does.
  const reader = request.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decode(() => decoder.decode());
      size += value.byteLength;
      if (size > maxBytes) throw tooLarge(maxBytes);
      text += decode(() => decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    // The rest of a body that is refused is not wanted, and need not arrive.
    void reader.cancel().catch(() => {});
    throw error;
  }
}

function tooLarge(maxBytes: number): ChatKitError {
  return new ChatKitError('body_too_large', `The body is larger than ${maxBytes} bytes`);
}

function decode(read: () => string): string {
  try {
    return read();
  } catch (cause) {
    throw new ChatKitError('invalid_json', 'The body is not UTF-8', { cause });
  }
}

function parseJson(text: string): unknown {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new ChatKitError('invalid_json', 'The body is not JSON', { cause });
  }
  // Only an escape can bring these in, and text without the escape needs no second look.
  if (/\\u(?:0000|[dD][89a-fA-F])/.test(text) && hasUnstorableText(body)) {
    throw new ChatKitError('invalid_request', 'The body holds NUL or half a character');
  }
  return body;
}

/** Databases refuse NUL and unpaired surrogates, so they are refused at the door. */
function hasUnstorableText(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, entry]) => [key, entry].some(hasUnstorableText));
}

/** Counted on the text, before anything recursive sees it. */
function isNestedDeeper(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (inString) {
      if (char === '\\') index += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (char === '}' || char === ']') depth -= 1;
  }
  return false;
}
