import { call } from './visit.ts';
import type { Visit } from './visit.ts';

/** An answer that took this long must not come in one piece. */
const noticeableMs = 2500;

/**
 * Words and events arrive as they are made. A short answer may honestly come in one piece, so the
 * proof is a stream that stays open: what changes later must arrive through it.
 */
export async function streaming(visit: Visit): Promise<string> {
  const times = visit.chunkTimes ?? [];
  const whole = (times.at(-1) ?? 0) > noticeableMs && times.length === 1;
  if (whole) throw new Error('the whole chat answer came at once, at its end');

  const from = performance.now();
  const left = new AbortController();
  try {
    const response = await call(visit, '/api/trpc/tasks.changed', {
      token: true,
      accept: 'text/event-stream',
      signal: left.signal,
    });
    const revisions = readRevisions(response);
    await revisions.next();
    const first = performance.now();
    await call(visit, '/api/trpc/tasks.create', { token: true, body: { title: 'Doctor' } });
    await revisions.next();
    const spread = Math.round(performance.now() - first);
    return `first event after ${Math.round(first - from)} ms, a change ${spread} ms later`;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'TimeoutError') throw error;
    throw new Error('an open stream brought no event', { cause: error });
  } finally {
    left.abort();
  }
}

/** Yields each time another revision has arrived. */
async function* readRevisions(response: Response): AsyncGenerator<void, never> {
  const decoder = new TextDecoder();
  let text = '';
  let seen = 0;
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const arrived = [...text.matchAll(/^id: /gm)].length;
    if (arrived > seen) {
      seen = arrived;
      yield;
    }
  }
  throw new Error('the stream ended by itself');
}
