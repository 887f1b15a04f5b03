import { soon } from '../internal/soon.ts';
import type { SendEvent } from '../internal/pump.ts';
import type { RunLog } from './run-log.ts';

/** Writes the events of one run to its log. */
export interface RunWriter {
  send: SendEvent;
  /** Writes what is left, and ends the run. */
  end(): Promise<void>;
}

/** Options of {@link createRunWriter}. */
export interface RunWriterOptions {
  log: RunLog;
  runId: string;
  /** The number of the last event that is there. @default 0 */
  last?: number;
  /** Told once when the log takes no more; what is sent later is dropped. */
  onFailure(error: unknown): void;
}

/** Characters after which the turn waits for the log. */
const fullBatch = 16_384;

/** Events that are ready together are written together; one write at a time, in order. */
export function createRunWriter(options: RunWriterOptions): RunWriter {
  const { log, runId, onFailure } = options;
  let { last = 0 } = options;
  let batch: string[] = [];
  let size = 0;
  let writing: Promise<void> | undefined;
  let hasFailed = false;

  async function write(): Promise<void> {
    // A responder that never waits must not keep everything else from running.
    await new Promise<void>(soon);
    while (batch.length > 0 && !hasFailed) {
      const events = batch;
      batch = [];
      size = 0;
      try {
        await log.append(runId, last, events);
        last += events.length;
      } catch (error) {
        hasFailed = true;
        onFailure(error);
      }
    }
    writing = undefined;
  }

  return {
    send(event) {
      if (hasFailed) return undefined;
      const json = JSON.stringify(event);
      batch.push(json);
      size += json.length;
      writing ??= write();
      return size < fullBatch ? undefined : writing;
    },
    async end() {
      await writing;
      await log.end(runId);
    },
  };
}
