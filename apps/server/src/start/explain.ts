import { ModelSettingError } from '@parley/assistant';
import { AuthError } from '@parley/auth';
import { DatabaseError } from '@parley/db';
import { cleanText } from '../log/describe-error.ts';
import { StartError } from './start-error.ts';

/** Says in plain sentences why a start failed and what to do; never a stack, never a secret. */
export function explainStartFailure(error: unknown): string {
  const known =
    error instanceof StartError ||
    error instanceof ModelSettingError ||
    error instanceof DatabaseError ||
    error instanceof AuthError;
  if (known) return error.message;
  const reason = error instanceof Error ? cleanText(error.message) : 'unknown';
  return `Parley could not start: ${reason} Run it again with LOG_LEVEL=debug for details.`;
}
