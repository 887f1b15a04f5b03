import { ChatError } from './errors.ts';
import type { ChatErrorCode } from './errors.ts';

const LONGEST_MESSAGE = 300;

/**
 * The error behind an HTTP answer outside 2xx. Takes the server's own sentence from
 * `{error: {message}}` or `{message}` for a 4xx; a 5xx keeps a neutral one.
 */
export async function failureOf(response: Response): Promise<ChatError> {
  const { status } = response;
  const body = await response.text().catch(() => '');
  const code = codeOf(status);
  const message = code === 'unreachable' ? undefined : messageIn(body);
  const options: ConstructorParameters<typeof ChatError>[2] = { status };
  if (message !== undefined) options.fromServer = true;
  const retryAfterMs = secondsIn(response.headers.get('retry-after'));
  if (retryAfterMs !== undefined) options.retryAfterMs = retryAfterMs;
  return new ChatError(code, message ?? `The server answered ${status}.`, options);
}

function codeOf(status: number): ChatErrorCode {
  if (status === 401) return 'signed_out';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status >= 500) return 'unreachable';
  return 'rejected';
}

function messageIn(body: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // A proxy's HTML page, for example: not meant for people.
    return undefined;
  }
  const found = textAt(value, ['error', 'message']) ?? textAt(value, ['message']);
  return found === undefined || found.length > LONGEST_MESSAGE ? undefined : found;
}

function textAt(value: unknown, path: readonly string[]): string | undefined {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return typeof at === 'string' && at.trim() !== '' ? at : undefined;
}

function secondsIn(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
