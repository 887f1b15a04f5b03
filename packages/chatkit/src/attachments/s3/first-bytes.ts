type Bytes = Uint8Array<ArrayBuffer>;

/** A body cut off after so many bytes, for servers that do not answer to `range`; none is empty. */
export function firstBytes(
  body: ReadableStream<Bytes> | null,
  first: number | undefined,
): ReadableStream<Bytes> {
  if (body === null) return new ReadableStream({ start: (controller) => controller.close() });
  if (first === undefined) return body;
  let left = first;
  const cut = new TransformStream<Bytes, Bytes>({
    start(controller) {
      if (left === 0) controller.terminate();
    },
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, left));
      left -= chunk.byteLength;
      if (left <= 0) controller.terminate();
    },
  });
  return body.pipeThrough(cut);
}
