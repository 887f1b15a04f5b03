/**
 * The request with a body that every door and hook of Better Auth can read members of: an empty one
 * becomes `{}`. They take for granted what only some of them check, and would fail of it.
 *
 * @returns null for bytes that are no UTF-8, which read leniently would become signs that nobody
 * wrote, and for JSON that is no object; what is no JSON stays, and is refused by Better Auth.
 */
export async function withObjectBody(request: Request): Promise<Request | null> {
  if (request.method !== 'POST') return request;
  const type = request.headers.get('content-type');
  const isEmpty = request.body === null || request.headers.get('content-length') === '0';
  if (!isEmpty && type !== null && !/^application\/json\b/i.test(type)) return request;
  const text = isEmpty ? '' : readText(await request.arrayBuffer());
  if (text === null) return null;
  if (text.trim() === '') return withBody(request, '{}');
  return isObject(text) ? withBody(request, text) : null;
}

function withBody(request: Request, body: string): Request {
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  return new Request(request.url, { method: 'POST', headers, body, signal: request.signal });
}

function readText(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The caller says what it takes.
    return null;
  }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    // Not JSON: whoever reads it says so.
    return true;
  }
}
