const encoder = new TextEncoder();

/**
 * One event as a server-sent event: `data: <JSON>` and an empty line (protocol A.1), with an `id`
 * line before it for clients that have asked to re-attach.
 */
export function eventFrame(json: string, id?: string): string {
  // JSON leaves no raw line break in its output, so one `data` line always holds the whole event.
  return id === undefined ? `data: ${json}\n\n` : `id: ${id}\ndata: ${json}\n\n`;
}

/** Frames as they are sent. Half a character, which has no bytes in UTF-8, is escaped by JSON. */
export function encodeFrames(frames: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(frames);
}

/** A comment, which clients skip: it keeps a silent connection open. */
export const heartbeat: Uint8Array<ArrayBuffer> = encoder.encode(': keep-alive\n\n');
