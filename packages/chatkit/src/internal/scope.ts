import type { ChatKitLimits, ChatKitServerOptions, ErrorInfo, IdKind } from '../options.ts';
import type { Deadlines } from './deadlines.ts';
import { createDeadlines } from './deadlines.ts';
import { createIdGenerator } from './ids.ts';

/** Everything an operation needs besides its own parameters: the options, made definite. */
export interface Scope<Context> {
  options: ChatKitServerOptions<Context>;
  limits: ChatKitLimits;
  maxBodyBytes: number;
  heartbeats: Deadlines;
  stalls: Deadlines;
  turnWaitMs: number;
  retryWindowMs: number;
  now(): Date;
  generateId(kind: IdKind, context: Context): string;
  report(error: unknown, info: ErrorInfo): void;
}

const longestTimer = 2_147_483_647;

/**
 * Checks the options and fills in the defaults.
 *
 * @throws RangeError for a number that is not a whole one of at least 0.
 */
export function createScope<Context>(options: ChatKitServerOptions<Context>): Scope<Context> {
  const now = (): Date => options.now?.() ?? new Date();
  const ownId = createIdGenerator(now);
  return {
    options,
    now,
    generateId: (kind, context) => options.generateId?.(kind, context) ?? ownId(kind),
    report(error, info) {
      try {
        options.onError?.(error, info);
      } catch {
        // There is nobody left to tell, and the answer to the client must not depend on a log.
      }
    },
    limits: {
      messageCharacters: 32_000,
      messageParts: 100,
      attachments: 10,
      titleCharacters: 200,
      itemsPage: 500,
      threadsPage: 9_999,
      ...options.limits,
    },
    maxBodyBytes: wholeNumber('maxBodyBytes', options.maxBodyBytes ?? 1_048_576),
    heartbeats: createDeadlines(wholeNumber('heartbeatMs', options.heartbeatMs ?? 0)),
    stalls: createDeadlines(wholeNumber('stallMs', options.stallMs ?? 60_000)),
    turnWaitMs:
      options.concurrentTurns === 'reject'
        ? 0
        : wholeNumber('turnWaitMs', options.turnWaitMs ?? 60_000),
    retryWindowMs: wholeNumber('retryWindowMs', options.retryWindowMs ?? 60_000),
  };
}

/** @throws RangeError for a number that is not a whole one of at least 0. */
export function wholeNumber(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 0) return Math.min(value, longestTimer);
  throw new RangeError(`${name} must be a whole number of at least 0`);
}
