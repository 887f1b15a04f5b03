import type { ChatKitErrorCode } from '../errors.ts';
import { ChatKitError } from '../errors.ts';

const statuses: Readonly<Record<ChatKitErrorCode, number>> = {
  invalid_json: 400,
  invalid_request: 400,
  unknown_operation: 400,
  not_allowed: 400,
  not_supported: 400,
  stream_failed: 400,
  not_found: 404,
  method_not_allowed: 405,
  turn_in_progress: 409,
  cursor_gone: 410,
  body_too_large: 413,
  cancelled: 499,
  closing: 503,
};

/** A JSON reply; nothing of it is cached, since it is one person's. */
export function jsonReply(
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { ...headers, 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}

/** Whether a failure is one of ours to explain, and not a fault to report. */
export function isExpected(error: unknown): error is ChatKitError {
  return error instanceof ChatKitError;
}

/**
 * The JSON reply for a failure before the stream: `{ error: { code, message } }`.
 *
 * Expected ones are the caller's and say what is wrong; all others are ours and say nothing.
 */
export function errorReply(error: unknown): Response {
  if (!isExpected(error)) {
    const message = 'Something went wrong on our side. Please try again.';
    return jsonReply({ error: { code: 'internal', message } }, 500);
  }
  const headers: Record<string, string> =
    error.code === 'method_not_allowed' ? { allow: 'POST' } : {};
  const { code, message } = error;
  return jsonReply({ error: { code, message } }, statuses[code], headers);
}
