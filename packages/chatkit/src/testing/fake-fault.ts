/** A way in which a request can fail. */
export type FakeFault =
  /** Answered with this status and no stream, without reaching the server. */
  | { status: number }
  /** The server cannot be reached: `fetch` rejects. */
  | 'unreachable'
  /** The connection breaks once so many events have come; to the server the client has left. */
  | { breaksAfter: number };

/** Answers as the fault says. */
export async function answerWithFault(
  fault: FakeFault,
  answer: () => Promise<Response>,
): Promise<Response> {
  if (fault === 'unreachable') throw new TypeError('Failed to fetch');
  if ('status' in fault) {
    const error = { code: 'faked', message: 'This failure is faked.' };
    return Response.json({ error }, { status: fault.status });
  }
  const response = await answer();
  return response.body === null
    ? response
    : new Response(broken(response.body, fault.breaksAfter), response);
}

function broken(body: ReadableStream<Uint8Array>, after: number): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let text = '';
  let passed = 0;

  /** The next frame, whole; `null` at the end. */
  async function nextFrame(): Promise<string | null> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end !== -1) {
        const frame = text.slice(0, end + 2);
        text = text.slice(end + 2);
        return frame;
      }
      const { done, value } = await reader.read();
      if (done) return null;
      text += decoder.decode(value, { stream: true });
    }
  }

  // One frame per pull: an error would drop frames that nobody has read yet.
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (passed === after) {
          controller.error(new TypeError('network error'));
          await reader.cancel();
          return;
        }
        const frame = await nextFrame();
        if (frame === null) {
          controller.close();
          return;
        }
        if (frame.startsWith('data:')) passed += 1;
        controller.enqueue(encoder.encode(frame));
      },
      cancel: async (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
