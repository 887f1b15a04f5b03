import { CustomStreamError } from '@parley/chatkit';
import { APICallError } from 'ai';

/** Why a model did not answer. */
export type ModelErrorCode =
  | 'TIMEOUT'
  | 'UNREACHABLE'
  | 'TOO_MANY_STEPS'
  | 'RATE_LIMITED'
  | 'KEY_REFUSED'
  | 'UNKNOWN_MODEL'
  | 'FAILED';

/** A model that went on calling tools for as many steps as a turn has. */
export class TooManyStepsError extends Error {
  override readonly name = 'TooManyStepsError';
}

/**
 * A model that did not answer, fit for a log: the provider's own error carries the conversation in
 * its request, so nothing of it is kept but its name, its HTTP status and the system's own code for
 * a connection that failed.
 */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: ModelErrorCode;
  readonly status: number | undefined;

  constructor(error: unknown) {
    const status = APICallError.isInstance(error) ? error.statusCode : undefined;
    const name = error instanceof Error ? error.name : typeof error;
    const connection = connectionFailure(error);
    const detail = status === undefined ? connection : `HTTP ${status}`;
    super(detail === null ? name : `${name} (${detail})`);
    this.status = status;
    this.code = connection === null ? codeOf(name, status) : 'UNREACHABLE';
  }
}

/**
 * The sentence that the client shows for a failed model.
 *
 * @param wrote whether something was changed before it failed.
 */
export function streamErrorOf(error: ModelError, wrote: boolean): CustomStreamError {
  const { sentence, allowRetry } = SENTENCES[error.code];
  const after = wrote ? 'What was done before is shown above.' : 'Nothing was changed.';
  // A retry after a write could make it twice.
  return new CustomStreamError(`${sentence} ${after}`, {
    allowRetry: allowRetry && !wrote,
    cause: error,
  });
}

const SENTENCES: Record<ModelErrorCode, { sentence: string; allowRetry: boolean }> = {
  TIMEOUT: { sentence: 'The model did not answer in time.', allowRetry: true },
  UNREACHABLE: {
    sentence:
      'The model cannot be reached. If that lasts, whoever runs this server must check its address.',
    allowRetry: true,
  },
  TOO_MANY_STEPS: { sentence: 'The model did not come to an end.', allowRetry: true },
  RATE_LIMITED: {
    sentence: 'The model is receiving too many requests; please try again in a minute.',
    allowRetry: true,
  },
  KEY_REFUSED: {
    sentence: 'The model refused our key; whoever runs this server must check it.',
    allowRetry: false,
  },
  UNKNOWN_MODEL: {
    sentence: 'The provider does not know the model; whoever runs this server must check its name.',
    allowRetry: false,
  },
  FAILED: { sentence: 'The model could not answer.', allowRetry: true },
};

/** The system's code ("ECONNREFUSED") of a request that got no answer; null for any other error. */
function connectionFailure(error: unknown): string | null {
  if (!APICallError.isInstance(error) || error.statusCode !== undefined) return null;
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z_]{2,40}$/.test(cause.code))
      return cause.code;
  }
  return 'no connection';
}

function codeOf(name: string, status: number | undefined): ModelErrorCode {
  if (name === 'TimeoutError') return 'TIMEOUT';
  if (name === 'TooManyStepsError') return 'TOO_MANY_STEPS';
  if (status === 429) return 'RATE_LIMITED';
  if (status === 401 || status === 403) return 'KEY_REFUSED';
  return status === 404 ? 'UNKNOWN_MODEL' : 'FAILED';
}
