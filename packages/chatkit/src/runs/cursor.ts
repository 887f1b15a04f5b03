import { ChatKitError } from '../errors.ts';

/** A place in a run: after which of its events. */
export interface Cursor {
  runId: string;
  after: number;
}

/** A cursor as the `id` line of an event carries it: `run_….17`. */
export function formatCursor(runId: string, after: number): string {
  return `${runId}.${after}`;
}

/** @throws ChatKitError `invalid_request` for what no `id` line ever said. */
export function parseCursor(text: string): Cursor {
  const match = /^(run_[\w-]{1,64})\.(\d{1,15})$/.exec(text);
  const [, runId, after] = match ?? [];
  if (runId === undefined || after === undefined) {
    throw new ChatKitError('invalid_request', 'after: not a cursor of an event');
  }
  return { runId, after: Number(after) };
}
