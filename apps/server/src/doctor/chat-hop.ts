import { call } from './visit.ts';
import type { Visit } from './visit.ts';

const message = {
  type: 'threads.create',
  params: {
    input: {
      content: [{ type: 'input_text', text: 'What can you do?' }],
      attachments: [],
      quoted_text: null,
      inference_options: {},
    },
  },
};

/** A message is answered, and the answer ends as it should. */
export async function chatTurn(visit: Visit): Promise<string> {
  const from = performance.now();
  const response = await call(visit, '/api/chatkit', { token: true, body: message });
  const times: number[] = [];
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    times.push(performance.now() - from);
    text += decoder.decode(chunk, { stream: true });
  }
  visit.chunkTimes = times;
  const events = [...text.matchAll(/^data: \{"type":"([^"]+)"/gm)].map((match) => match[1]);
  if (events.includes('error')) throw new Error('the answer ended with an error');
  if (!text.includes('"assistant_message"')) throw new Error('nothing was answered');
  return `${events.length} events in ${Math.round(times.at(-1) ?? 0)} ms`;
}
