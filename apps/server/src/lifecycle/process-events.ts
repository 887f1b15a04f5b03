import type { Logger } from '../log/logger.ts';

/** A terminal's Ctrl-C reaches every process of its group and may be passed on by pnpm as well. */
const sameSignalMs = 300;

/** Connection errors that a client causes by leaving; they end nothing. */
const clientCodes = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/** What `watchProcess` needs. */
export interface ProcessEventsOptions {
  /** Ends everything in order. */
  shutDown(): Promise<void>;
  log: Logger;
  /** @default process */
  target?: Pick<NodeJS.Process, 'on' | 'exit'>;
  /** Milliseconds. @default performance.now */
  clock?: () => number;
}

/**
 * Decides what ends the process.
 *
 * SIGINT and SIGTERM shut down in order; a second one exits at once. A rejected promise that nobody
 * handled is logged and the process lives, as it does when a client tears its connection. Any other
 * uncaught exception leaves unknown state behind: it is logged and shuts down with code 1.
 */
export function watchProcess(options: ProcessEventsOptions): void {
  const { shutDown, log, target = process, clock = () => performance.now() } = options;
  let stoppedAt: number | undefined;

  const stop = (code: number): void => {
    stoppedAt = clock();
    shutDown()
      .catch((error: unknown) => log.error({ err: error }, 'shutdown failed'))
      .finally(() => target.exit(code));
  };
  const onSignal = (): void => {
    if (stoppedAt === undefined) return stop(0);
    if (clock() - stoppedAt > sameSignalMs) target.exit(130);
  };

  target.on('SIGINT', onSignal);
  target.on('SIGTERM', onSignal);
  target.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  target.on('uncaughtException', (error) => {
    if ('code' in error && clientCodes.has(String(error.code))) {
      log.warn({ err: error }, 'a connection broke');
      return;
    }
    log.fatal({ err: error }, 'uncaught exception');
    if (stoppedAt === undefined) stop(1);
  });
}
