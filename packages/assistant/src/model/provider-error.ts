import { CustomStreamError } from '@parley/chatkit';
import { APICallError } from 'ai';

/**
 * Says in a sentence why a model did not answer, as an error that the client shows. The provider's
 * own words stay in `cause`, for the log.
 *
 * @param wrote whether something was changed before it failed.
 */
export function providerError(error: unknown, wrote: boolean): CustomStreamError {
  const { sentence, allowRetry } = explain(error);
  const after = wrote ? 'What was done before is shown above.' : 'Nothing was changed.';
  // A retry after a write could make it twice.
  return new CustomStreamError(`${sentence} ${after}`, {
    allowRetry: allowRetry && !wrote,
    cause: error,
  });
}

function explain(error: unknown): { sentence: string; allowRetry: boolean } {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return { sentence: 'The model did not answer in time.', allowRetry: true };
  }
  const status = APICallError.isInstance(error) ? error.statusCode : undefined;
  if (status === 429)
    return {
      sentence: 'The model is receiving too many requests; please try again in a minute.',
      allowRetry: true,
    };
  if (status === 401 || status === 403)
    return {
      sentence: 'The model refused our key; whoever runs this server must check it.',
      allowRetry: false,
    };
  if (status === 404)
    return {
      sentence:
        'The provider does not know the model; whoever runs this server must check its name.',
      allowRetry: false,
    };
  return { sentence: 'The model could not answer.', allowRetry: true };
}
