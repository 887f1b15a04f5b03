/**
 * The same response, with word of its end: when the body has been read, given up, or has failed. A
 * response without a stream has ended already. `onEnd` may be called twice.
 */
export function onBodyEnd(response: Response, onEnd: () => void): Response {
  if (response.body === null || !isStream(response)) {
    onEnd();
    return response;
  }
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          onEnd();
          return controller.close();
        } catch (error) {
          onEnd();
          throw error;
        }
      },
      async cancel(reason) {
        onEnd();
        await reader.cancel(reason);
      },
    },
    // Nothing is taken before the client asks: the stream behind counts on that.
    { highWaterMark: 0 },
  );
  const { status, headers } = response;
  return new Response(body, { status, headers });
}

function isStream(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}
