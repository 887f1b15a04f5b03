/** One server-sent event as it came. */
export interface StreamEvent {
  event: string;
  id: string | undefined;
  data: unknown;
}

/** Reads a response's events one by one; `next` gives null once the stream has ended. */
export interface EventReader extends AsyncDisposable {
  next(): Promise<StreamEvent | null>;
}

/** Makes the reader of a response with an event stream. Disposing it is the client going away. */
export function readEvents(response: Response): EventReader {
  if (!response.body) throw new TypeError('The response has no body.');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';

  async function next(): Promise<StreamEvent | null> {
    for (;;) {
      const end = /\n\n+/.exec(buffer);
      if (end) {
        const block = buffer.slice(0, end.index);
        buffer = buffer.slice(end.index + end[0].length);
        if (block !== '') return parse(block);
        continue;
      }
      const { done, value } = await reader.read();
      if (done) return null;
      buffer += value;
    }
  }

  return { next, [Symbol.asyncDispose]: () => reader.cancel() };
}

function parse(block: string): StreamEvent {
  const fields = new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
    }),
  );
  const data = fields.get('data') ?? '';
  return {
    event: fields.get('event') ?? 'message',
    id: fields.get('id'),
    data: data === '' ? undefined : JSON.parse(data),
  };
}
