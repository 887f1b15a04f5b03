import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { watchProcess } from './process-events.ts';

function watched(): {
  emit(event: string, value?: unknown): void;
  exits: number[];
  downs: () => number;
  at: (ms: number) => void;
  lines: () => string;
  finish(): Promise<void>;
} {
  const emitter = new EventEmitter();
  const exits: number[] = [];
  const written: string[] = [];
  let downs = 0;
  let now = 0;
  const done = Promise.withResolvers<void>();
  watchProcess({
    shutDown: () => {
      downs += 1;
      return done.promise;
    },
    log: createLogger({ level: 'info', stream: { write: (line) => void written.push(line) } }),
    target: Object.assign(emitter, {
      exit: (code?: number | string | null) => void exits.push(Number(code)),
    }) as unknown as NodeJS.Process,
    clock: () => now,
  });
  return {
    emit: (event, value) => void emitter.emit(event, value),
    exits,
    downs: () => downs,
    at: (ms) => {
      now = ms;
    },
    lines: () => written.join(''),
    finish: async () => {
      done.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('watchProcess', () => {
  it.each(['SIGINT', 'SIGTERM'])('shuts down on %s and exits with 0', async (signal) => {
    const process = watched();
    process.emit(signal);
    expect(process.downs()).toBe(1);
    expect(process.exits).toEqual([]);
    await process.finish();
    expect(process.exits).toEqual([0]);
  });

  it('takes the echo of a signal for the same one, and a second one for impatience', () => {
    const process = watched();
    process.emit('SIGINT');
    process.at(100);
    process.emit('SIGINT');
    expect(process.exits).toEqual([]);
    process.at(1000);
    process.emit('SIGINT');
    expect(process.exits).toEqual([130]);
    expect(process.downs()).toBe(1);
  });

  it('lives on after a rejection that nobody handled', () => {
    const process = watched();
    process.emit('unhandledRejection', new Error('lost'));
    expect(process.downs()).toBe(0);
    expect(process.lines()).toContain('unhandled rejection');
  });

  it.each(['ECONNRESET', 'EPIPE'])('lives on after %s of a client', (code) => {
    const process = watched();
    process.emit('uncaughtException', Object.assign(new Error('gone'), { code }));
    expect(process.downs()).toBe(0);
  });

  it('shuts down with 1 after any other uncaught exception', async () => {
    const process = watched();
    process.emit('uncaughtException', new TypeError('broken'));
    await process.finish();
    expect(process.exits).toEqual([1]);
    expect(process.lines()).toContain('"level":"fatal"');
  });
});
