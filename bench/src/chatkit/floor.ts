import { answerIn } from './answer.ts';

const encoder = new TextEncoder();

/**
 * The least that sending an answer as server-sent events can cost here: each event of the same
 * generator as JSON into a `ReadableStream`, read to its end. No protocol, no store.
 */
export async function sendFloor(deltas: number): Promise<void> {
  const answer = { threadId: 'thr_1', messageId: 'msg_1', now: () => new Date() };
  const events = answerIn(deltas, answer);
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const step = await events.next();
        if (step.done === true) controller.close();
        else controller.enqueue(encoder.encode(`data: ${JSON.stringify(step.value)}\n\n`));
      },
    },
    { highWaterMark: 0 },
  );
  const reader = new Response(body).body?.getReader();
  while ((await reader?.read())?.done === false);
}
