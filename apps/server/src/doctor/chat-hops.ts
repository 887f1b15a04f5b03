import { call } from './visit.ts';
import type { Visit } from './visit.ts';

/** A message is answered, and the answer ends as it should. */
export async function chatTurn(visit: Visit): Promise<string> {
  const from = performance.now();
  const response = await call(visit, '/api/chatkit', {
    token: true,
    body: {
      type: 'threads.create',
      params: {
        input: {
          content: [{ type: 'input_text', text: 'What can you do?' }],
          attachments: [],
          quoted_text: null,
          inference_options: {},
        },
      },
    },
  });
  const chunkTimes: number[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    chunkTimes.push(performance.now() - from);
    text += decoder.decode(chunk, { stream: true });
  }
  const events = [...text.matchAll(/^data: (.*)$/gm)].map((match) => typeIn(match[1] ?? ''));
  visit.turn = { chunkTimes, events };
  if (events.includes('error')) throw new Error('the answer ended with an error event');
  if (!text.includes('"assistant_message"')) throw new Error('nothing was answered');
  return `${events.length} events in ${Math.round(chunkTimes.at(-1) ?? 0)} ms`;
}

/** The words arrive as they are made: the first one before the last one is written. */
export async function streaming(visit: Visit): Promise<string> {
  const { chunkTimes } = visit.turn ?? { chunkTimes: [] };
  const spread = Math.round((chunkTimes.at(-1) ?? 0) - (chunkTimes[0] ?? 0));
  if (chunkTimes.length < 2 || spread < 1) {
    throw new Error(`the whole answer came at once (${chunkTimes.length} chunk)`);
  }
  return `${chunkTimes.length} chunks over ${spread} ms`;
}

function typeIn(data: string): string {
  try {
    const event: unknown = JSON.parse(data);
    if (typeof event === 'object' && event !== null && 'type' in event) return String(event.type);
  } catch {
    // Not JSON: counted as an event of no type, which no later check looks for.
  }
  return '';
}
