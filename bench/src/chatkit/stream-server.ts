// A ChatKit server over HTTP whose answers drip: run as a process of its own by `streams.ts`.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createChatKitServer, createMemoryStore } from '@parley/chatkit';
import { createNodeHandler } from '@parley/chatkit/node';
import type { RespondInput } from '@parley/chatkit';
import type { ThreadStreamEvent } from '@parley/chatkit/protocol';
import type { FromStreamServer, ToStreamServer } from './messages.ts';
import { microsecondsNow } from './messages.ts';

const heartbeatMs = Number(process.env['BENCH_HEARTBEAT_MS']);

/** Who asks, and how often a delta is to come; 0: never. */
interface Client {
  user: string;
  everyMs: number;
}

/**
 * A delta each `everyMs`, which says when it was due; for ever. The time it was due and not the
 * time it was made, so that a server too busy to make it in time does not look fast.
 */
async function* drip(input: RespondInput<Client>): AsyncGenerator<ThreadStreamEvent> {
  const { thread, generateId, now, context } = input;
  const { everyMs } = context;
  const item_id = generateId('message');
  const created_at = now().toISOString();
  const message = { id: item_id, thread_id: thread.id, created_at, content: [] };
  yield { type: 'thread.item.added', item: { ...message, type: 'assistant_message' } };
  const type = 'assistant_message.content_part.text_delta' as const;
  // Streams begin at any time, not all at once.
  let due = microsecondsNow() + Math.random() * everyMs * 1000;
  for (;;) {
    const ms = (due - microsecondsNow()) / 1000;
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    const delta = `${Math.round(due)} `;
    yield { type: 'thread.item.updated', item_id, update: { type, content_index: 0, delta } };
    due += everyMs * 1000;
  }
}

/** An answer that says nothing more until its client has gone. */
async function* silence({ signal }: RespondInput<Client>): AsyncGenerator<ThreadStreamEvent> {
  yield { type: 'progress_update', text: 'thinking' };
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

const chatkit = createChatKitServer<Client>({
  store: createMemoryStore<Client>({ owner: ({ user }) => user }),
  respond: (input) => (input.context.everyMs > 0 ? drip(input) : silence(input)),
  heartbeatMs,
});
const server = createServer(
  createNodeHandler(async (request) =>
    chatkit.handle(request, {
      user: request.headers.get('x-user') ?? 'nobody',
      everyMs: Number(request.headers.get('x-delta-ms')),
    }),
  ),
);
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  say({ kind: 'listening', port: (server.address() as AddressInfo).port });
});

process.on('message', (message: ToStreamServer) => {
  if (message.kind !== 'measure') return;
  const { user, system } = process.cpuUsage();
  if (message.collect) collect();
  say({ kind: 'measured', rss: process.memoryUsage.rss(), cpuMicroseconds: user + system });
});
// Without the program that measures, nobody would end this one.
process.on('disconnect', () => process.exit());

/** An ordinary collection keeps the room it has freed, which is no price of a stream. */
function collect(): void {
  globalThis.gc?.({ type: 'major', flavor: 'last-resort', execution: 'sync' });
}

function say(message: FromStreamServer): void {
  process.send?.(message);
}
