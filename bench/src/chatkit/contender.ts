/** A ChatKit server in this process, from the JSON of a request to the bytes of its answer. */
export interface Contender {
  name: string;
  /** How many deltas each answer has from now on. */
  setDeltas(deltas: number): void;
  /** Sends a request and takes the whole answer. */
  send(body: string): Promise<Answer>;
  /** Makes a thread with this many items, and says its id. */
  makeThread(items: number): Promise<string>;
}

/** What came back: how much, and its last bytes, in which an error would show. */
export interface Answer {
  bytes: number;
  chunks: Uint8Array[];
}

/** The text of an answer. */
export function textOf(answer: Answer): string {
  return Buffer.concat(answer.chunks).toString();
}

/** The request that begins a thread with a short message. */
export const createBody: string = JSON.stringify({
  type: 'threads.create',
  params: {
    input: {
      content: [{ type: 'input_text', text: 'How are you today?' }],
      attachments: [],
      inference_options: {},
    },
  },
});

/** The request for the newest page of a thread. */
export function pageBody(threadId: string): string {
  return JSON.stringify({
    type: 'items.list',
    params: { thread_id: threadId, limit: 20, order: 'desc' },
  });
}
