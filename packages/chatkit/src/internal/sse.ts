const encoder = new TextEncoder();

/** One event as a server-sent event: `data: <JSON>` and an empty line (protocol A.1). */
export function encodeEvent(event: unknown): Uint8Array<ArrayBuffer> {
  // JSON leaves no raw line break in its output, so one `data` line always holds the whole event.
  return encoder.encode(`data: ${JSON.stringify(event)}\n\n`);
}

/** A comment, which clients skip: it keeps a silent connection open. */
export const heartbeat: Uint8Array<ArrayBuffer> = encoder.encode(': keep-alive\n\n');
