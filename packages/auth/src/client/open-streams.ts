/** Keeps the token fresh for as long as an answer that was opened with one is still being read. */
export interface OpenStreams {
  /**
   * A stream was opened with this token. Returns what to call when it has ended; safe to call
   * twice.
   */
  opened(token: string): () => void;
  /** A new token was fetched. */
  renewed(): void;
  /** Whoever opened the streams is gone; what is left of them keeps nothing fresh. */
  forget(): void;
}

/** What {@link createOpenStreams} needs. */
export interface OpenStreamsOptions {
  /** The token in hand. */
  current(): string | undefined;
  /**
   * When the next renewal is due, in milliseconds from now; null when there is nothing to renew.
   */
  dueInMs(): number | null;
  /** Fetches a new token. */
  renew(): Promise<unknown>;
  /**
   * Told when the server should see the token in hand, because it knows a stream by a former one.
   */
  onRenewed: (() => void) | undefined;
}

/** `setTimeout` fires at once beyond this. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Servers end a stream with the token it was opened with, unless they have seen a newer one of the
 * same session by then. A timer runs only while there is a stream: an idle page asks for nothing.
 */
export function createOpenStreams(options: OpenStreamsOptions): OpenStreams {
  const { current, dueInMs, renew, onRenewed } = options;
  const open = new Set<object>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function arm(): void {
    clearTimeout(timer);
    const wait = open.size > 0 ? dueInMs() : null;
    if (wait === null) return;
    timer = setTimeout(() => void fire(), Math.min(wait, LONGEST_TIMER));
    // In Node it must not keep the process alive; a browser's timer is a number.
    if (typeof timer === 'object') timer.unref();
  }

  async function fire(): Promise<void> {
    // A failure has opened the breaker, which says when to try again.
    await renew().catch(() => undefined);
    arm();
  }

  return {
    opened(token) {
      const stream = {};
      open.add(stream);
      // It was renewed while the request was under way.
      if (current() !== undefined && current() !== token) onRenewed?.();
      arm();
      return () => {
        open.delete(stream);
        if (open.size === 0) clearTimeout(timer);
      };
    },
    renewed() {
      if (open.size === 0) return;
      onRenewed?.();
      arm();
    },
    forget() {
      open.clear();
      clearTimeout(timer);
    },
  };
}

/** The same response, telling once when its body has ended, broken off or been let go. */
export function withBodyEnd(
  response: Response,
  body: ReadableStream<Uint8Array>,
  onEnd: () => void,
): Response {
  const reader = body.getReader();
  const watched = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        onEnd();
      },
      async cancel(reason) {
        onEnd();
        await reader.cancel(reason);
      },
    },
    // Reads nothing ahead of whoever reads.
    { highWaterMark: 0 },
  );
  const copy = new Response(watched, response);
  Object.defineProperty(copy, 'url', { value: response.url });
  return copy;
}
