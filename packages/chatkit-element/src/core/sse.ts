/** Receives text in pieces and returns the data of each event that became complete. */
export interface SseParser {
  push(text: string): string[];
  /** True when the text so far ends inside an event: the stream was cut. */
  readonly incomplete: boolean;
}

/**
 * Parser for `text/event-stream` (WHATWG HTML §9.2.6): any of the three line ends, comments,
 * several `data` lines joined by a line feed. Pieces may be split anywhere, also inside CRLF.
 * Fields other than `data` are ignored, because ChatKit frames carry none.
 */
export function createSseParser(): SseParser {
  let buffer = '';
  let data: string[] = [];
  let first = true;

  return {
    push(text: string): string[] {
      buffer += text;
      if (first && buffer !== '') {
        first = false;
        if (buffer.startsWith('\uFEFF')) buffer = buffer.slice(1);
      }
      const events: string[] = [];
      for (;;) {
        const line = takeLine();
        if (line === null) return events;
        if (line === '') {
          if (data.length > 0) events.push(data.join('\n'));
          data = [];
        } else if (line === 'data' || line.startsWith('data:')) {
          const value = line.slice(5);
          data.push(value.startsWith(' ') ? value.slice(1) : value);
        }
      }
    },
    get incomplete(): boolean {
      // A lone CR is kept back in case its LF follows, yet it already ended the line.
      return data.length > 0 || (buffer !== '' && buffer !== '\r');
    },
  };

  function takeLine(): string | null {
    const end = buffer.search(/[\r\n]/);
    if (end === -1) return null;
    // A CR at the very end may be half of a CRLF: wait for the next piece.
    if (buffer[end] === '\r' && end === buffer.length - 1) return null;
    const line = buffer.slice(0, end);
    buffer = buffer.slice(buffer.startsWith('\r\n', end) ? end + 2 : end + 1);
    return line;
  }
}

/** The data of each event of a body, in order. Throws what reading the body throws. */
export async function* readSse(
  body: ReadableStream<Uint8Array>,
  onIncomplete: () => void,
): AsyncGenerator<string> {
  const parser = createSseParser();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      yield* parser.push(done ? decoder.decode() : decoder.decode(value, { stream: true }));
      if (done) break;
    }
    // CR may end the last line of a stream that uses bare CRs.
    yield* parser.push('\n');
    if (parser.incomplete) onIncomplete();
  } finally {
    // A consumer that leaves early must not keep the connection open.
    reader.cancel().catch(() => {
      // Already closed or errored: there is nothing left to cancel.
    });
  }
}
