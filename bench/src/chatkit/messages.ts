/** What the measuring program asks of the server process. */
export interface ToStreamServer {
  kind: 'measure';
  /** Whether to collect garbage first: for a true `rss`, and while nobody waits for the server. */
  collect: boolean;
}

/** What the server process says. */
export type FromStreamServer =
  | { kind: 'listening'; port: number }
  | ({ kind: 'measured' } & Measured);

/** What the server process has used. */
export interface Measured {
  /** Bytes. */
  rss: number;
  /** Since its start. */
  cpuMicroseconds: number;
}

/** What the measuring program asks of the load process, one after the other; 0 ms: no delta. */
export type ToStreamLoad =
  | { kind: 'open'; port: number; streams: number; deltaMs: number }
  | { kind: 'watch'; ms: number }
  | { kind: 'close' };

/** What the load process says. */
export type FromStreamLoad =
  | { kind: 'opened' }
  | ({ kind: 'watched' } & Watched)
  | { kind: 'closed' }
  | { kind: 'failed'; reason: string };

/** What came over all streams while they were watched. */
export interface Watched {
  /** Milliseconds from when a delta was due to when it was read, sorted; at most some thousands. */
  p50: number;
  p99: number;
  deltas: number;
  /** Streams over which at least one heartbeat came. */
  heartbeats: number;
}

/** Microseconds on a clock that all processes of this machine share. */
export function microsecondsNow(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
