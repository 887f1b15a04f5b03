/**
 * Reads a body as UTF-8 text, but never more than `maxBytes` of it: beyond that the transfer is
 * cancelled and a `RangeError` thrown. The declared length is not trusted.
 */
export async function readLimitedText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let read = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    read += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (read > maxBytes) throw new RangeError(`the body is larger than ${maxBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
