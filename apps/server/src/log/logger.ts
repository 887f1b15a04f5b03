import { destination, pino } from 'pino';
import type { DestinationStream, LevelWithSilent, Logger } from 'pino';
import { describeError } from './describe-error.ts';

export type { Logger } from 'pino';

/** Fields that never reach the log, wherever somebody puts them by mistake. */
const secretFields = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'newPassword',
  'token',
  'secret',
  'email',
  'headers',
  'body',
];

/**
 * The process's log: one JSON object per line.
 *
 * @param options.stream where lines go.
 *   @default standard error, so that standard output holds the one line for a person.
 */
export function createLogger(options: {
  level: LevelWithSilent;
  stream?: DestinationStream;
}): Logger {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      redact: {
        paths: [...secretFields, ...secretFields.map((field) => `*.${field}`)].map((path) =>
          path.replace(/(\*\.)?set-cookie$/, (_, star?: string) =>
            star ? '*["set-cookie"]' : '["set-cookie"]',
          ),
        ),
        remove: true,
      },
    },
    // Synchronous, so that the last line before an exit is not lost.
    options.stream ?? destination({ fd: 2, sync: true }),
  );
}
