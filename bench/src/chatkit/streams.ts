import { readFile } from 'node:fs/promises';
import type { Figure } from '../report.ts';
import type { Helper } from './helper.ts';
import { startHelper } from './helper.ts';
import type {
  FromStreamLoad,
  FromStreamServer,
  Measured,
  ToStreamLoad,
  ToStreamServer,
  Watched,
} from './messages.ts';

const busy = { streams: 1_000, deltaMs: 50, watchMs: 10_000 };
const idle = { streams: 10_000, heartbeatMs: 5_000 };
const warmUp = 100;
const settleMs = 2_000;
/** Files that a process holds open besides its streams, generously. */
const otherFiles = 100;

/** A thousand open answers at twenty deltas per second each, then ten thousand that say nothing. */
export async function measureStreams(): Promise<Figure[]> {
  return [...(await busyStreams()), ...(await idleStreams())];
}

async function busyStreams(): Promise<Figure[]> {
  const { streams, deltaMs, watchMs } = busy;
  const load = { streams, deltaMs, watchMs, heartbeatMs: 15_000 };
  const { watched, bytesPerStream, cpuMicroseconds } = await hold(load);
  const name = `${streams} streams, ${1000 / deltaMs} deltas/s each over HTTP`;
  return [
    { name: `${name}: deltas read`, value: watched.deltas / (watchMs / 1000), unit: '/s' },
    { name: `${name}: delay p50`, value: watched.p50, unit: 'ms' },
    { name: `${name}: delay p99`, value: watched.p99, unit: 'ms', aim: { atMost: 50 } },
    {
      name: `${name}: the server's processor time per delta`,
      value: cpuMicroseconds / watched.deltas,
      unit: 'µs',
    },
    { name: `${name}: memory each`, value: bytesPerStream / 1024, unit: 'KB', aim: { atMost: 50 } },
  ];
}

async function idleStreams(): Promise<Figure[]> {
  const streams = Math.min(idle.streams, (await mostOpenFiles()) - otherFiles);
  const { heartbeatMs } = idle;
  const load = { streams, deltaMs: 0, watchMs: heartbeatMs + 2_000, heartbeatMs };
  const { watched, bytesPerStream } = await hold(load);
  const limited = streams < idle.streams ? ' (all that the limit of open files allows)' : '';
  const name = `${streams} idle streams over HTTP${limited}`;
  return [
    { name: `${name}: memory each`, value: bytesPerStream / 1024, unit: 'KB' },
    {
      name: `${name}: kept open by a heartbeat`,
      value: watched.heartbeats,
      unit: 'streams',
      aim: { atLeast: streams },
    },
  ];
}

interface Load {
  streams: number;
  deltaMs: number;
  watchMs: number;
  heartbeatMs: number;
}

/** What came of it; processor time is the server's while the streams were watched. */
interface Held {
  watched: Watched;
  bytesPerStream: number;
  cpuMicroseconds: number;
}

/** Holds so many streams open, with the server and its clients in processes of their own. */
async function hold(load: Load): Promise<Held> {
  const { streams, deltaMs, watchMs, heartbeatMs } = load;
  await using server = startHelper<ToStreamServer, FromStreamServer>('stream-server.ts', {
    nodeOptions: ['--expose-gc'],
    env: { BENCH_HEARTBEAT_MS: String(heartbeatMs) },
  });
  const listening = await server.next();
  if (listening.kind !== 'listening') throw new Error('the server does not listen');
  const { port } = listening;
  await using clients = startHelper<ToStreamLoad, FromStreamLoad>('stream-load.ts');
  // Some streams with as many deltas as all of them will have: what compiled code and the room for
  // short-lived objects take is the price of the deltas and not of the streams.
  const first = { streams: warmUp, deltaMs: (deltaMs * warmUp) / streams };
  await tell(clients, { kind: 'open', port, ...first });
  await tell(clients, { kind: 'watch', ms: settleMs });
  await tell(clients, { kind: 'close' });
  const before = await usageOf(server, { collect: true });
  await tell(clients, { kind: 'open', port, streams, deltaMs });
  // What opening them costs is not what they cost while they are open.
  await tell(clients, { kind: 'watch', ms: settleMs });
  // A collection now would hold up every stream, for longer than any of their own.
  const start = await usageOf(server, { collect: false });
  const watched = await tell(clients, { kind: 'watch', ms: watchMs });
  const end = await usageOf(server, { collect: true });
  if (watched.kind !== 'watched') throw new Error('nothing was watched');
  return {
    watched,
    bytesPerStream: (end.rss - before.rss) / streams,
    cpuMicroseconds: end.cpuMicroseconds - start.cpuMicroseconds,
  };
}

async function tell(
  clients: Helper<ToStreamLoad, FromStreamLoad>,
  message: ToStreamLoad,
): Promise<FromStreamLoad> {
  const answer = await clients.ask(message);
  if (answer.kind === 'failed') throw new Error(answer.reason);
  return answer;
}

async function usageOf(
  server: Helper<ToStreamServer, FromStreamServer>,
  { collect }: { collect: boolean },
): Promise<Measured> {
  const answer = await server.ask({ kind: 'measure', collect });
  if (answer.kind !== 'measured') throw new Error('the server does not say what it uses');
  return answer;
}

/** How many files a process may open. Node raises its own limit to the hard one by itself. */
async function mostOpenFiles(): Promise<number> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const [, hard] = /^Max open files\s+\S+\s+(\d+)/m.exec(limits) ?? [];
  return hard === undefined ? Number.POSITIVE_INFINITY : Number(hard);
}
