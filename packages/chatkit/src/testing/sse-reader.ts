import type { ThreadStreamEvent } from '../protocol/event.ts';

/**
 * The events of a streamed response; leaving the loop cancels the body.
 *
 * Comments and fields other than `data` are skipped, as the specification of server-sent events
 * asks, whichever line breaks a proxy has made of ours; chunks may be cut anywhere.
 */
export async function* readEvents(
  response: Response,
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  if (response.body === null) return;
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body) {
    rest += decoder.decode(chunk, { stream: true });
    const frames = rest.split(/\r?\n\r?\n/);
    rest = frames.pop() ?? '';
    for (const frame of frames) {
      const data = dataOf(frame);
      if (data !== '') yield JSON.parse(data);
    }
  }
}

function dataOf(frame: string): string {
  return frame
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length).trimStart())
    .join('\n');
}
