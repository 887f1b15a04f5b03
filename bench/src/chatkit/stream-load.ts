// Opens many streams and notes when their deltas come: run as a process of its own by `streams.ts`.
import { Agent, request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { createBody } from './contender.ts';
import type { FromStreamLoad, ToStreamLoad, Watched } from './messages.ts';
import { microsecondsNow } from './messages.ts';

const atOnce = 100;
const agent = new Agent({ keepAlive: false, maxSockets: Infinity });
const streams: { request: ClientRequest; heartbeats: number }[] = [];
let delays: number[] = [];
let failed = false;

process.on('message', (message: ToStreamLoad) => {
  answer(message).then(say, (error: unknown) => {
    say({ kind: 'failed', reason: String(error) });
  });
});
// Without the program that measures, nobody would end this one.
process.on('disconnect', () => process.exit());

async function answer(message: ToStreamLoad): Promise<FromStreamLoad> {
  switch (message.kind) {
    case 'open': {
      for (let open = 0; open < message.streams; open += atOnce) {
        const some = Math.min(atOnce, message.streams - open);
        await Promise.all(Array.from({ length: some }, async () => openStream(message)));
      }
      return { kind: 'opened' };
    }
    case 'watch':
      return { kind: 'watched', ...(await watch(message.ms)) };
    case 'close':
      for (const stream of streams.splice(0)) stream.request.destroy();
      return { kind: 'closed' };
  }
}

async function watch(ms: number): Promise<Watched> {
  delays = [];
  for (const stream of streams) stream.heartbeats = 0;
  await new Promise((resolve) => setTimeout(resolve, ms));
  if (failed) throw new Error('a stream ended by itself');
  const sorted = Float64Array.from(delays).toSorted();
  const at = (share: number): number => (sorted[Math.floor(sorted.length * share)] ?? 0) / 1000;
  const heartbeats = streams.filter((stream) => stream.heartbeats > 0).length;
  return { p50: at(0.5), p99: at(0.99), deltas: sorted.length, heartbeats };
}

/** Resolves with the first bytes of the stream. */
async function openStream(to: { port: number; deltaMs: number }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const user = `user-${streams.length}-${Math.random()}`;
    const headers = {
      'content-type': 'application/json',
      'x-user': user,
      'x-delta-ms': String(to.deltaMs),
    };
    const stream = {
      heartbeats: 0,
      request: request({ host: '127.0.0.1', port: to.port, method: 'POST', headers, agent }),
    };
    streams.push(stream);
    stream.request.on('error', (error) => {
      reject(error);
      end(stream);
    });
    stream.request.on('response', (response: IncomingMessage) => {
      if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
      response.setEncoding('latin1');
      response.on('data', (chunk: string) => {
        resolve();
        read(chunk, stream);
      });
      response.on('end', () => end(stream));
    });
    stream.request.end(createBody);
  });
}

function end(stream: (typeof streams)[number]): void {
  if (streams.includes(stream)) failed = true;
}

function read(chunk: string, stream: (typeof streams)[number]): void {
  const now = microsecondsNow();
  for (const [, due] of chunk.matchAll(/"delta":"(\d+) /g)) delays.push(now - Number(due));
  if (/^:/m.test(chunk)) stream.heartbeats += 1;
}

function say(message: FromStreamLoad): void {
  process.send?.(message);
}
