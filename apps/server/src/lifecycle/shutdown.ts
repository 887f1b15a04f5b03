import type { Server } from 'node:http';
import { withinTime } from './within-time.ts';

/** What has to end, in the order it is ended. */
export interface Closing {
  server: Server;
  /** Ends streams that would never end by themselves. */
  endSubscriptions(): void;
  /** Stops running answers; settles once what was written of them is stored. */
  stopAnswers(): Promise<void>;
  /** Closes mail, database and whatever else is open. */
  closeResources(): Promise<void>;
}

const sweepMs = 20;

/**
 * Stops accepting, lets open answers finish for up to `graceMs`, stops the rest so that their part
 * is kept, and closes everything.
 */
export async function shutDown(closing: Closing, graceMs: number): Promise<void> {
  const { server } = closing;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection falls idle when its answer ends, and would be kept for the next request.
  const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
  closing.endSubscriptions();
  await withinTime(closed, graceMs);
  clearInterval(sweep);
  await closing.stopAnswers();
  server.closeAllConnections();
  await closed;
  await closing.closeResources();
}
