/** Whether a failure may pass by itself: no answer at all, too many requests, or our own fault. */
export function isTransient(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status === 408 || status === 429 || status >= 500;
}

/**
 * Says in one sentence what a person can do about a failed request. Never blames them, and never
 * shows a word that was not written for them.
 */
export function explainFailure(error: unknown): string {
  const status = statusOf(error);
  if (status === undefined) return 'The server could not be reached. Check the connection.';
  if (status === 401) return 'Your session has ended. Sign in again to go on.';
  if (status === 404) return 'It is no longer there; perhaps it was deleted elsewhere.';
  if (status === 429) return 'That was a lot at once. Wait a moment and try again.';
  if (status >= 500) return 'Something went wrong on our side. Please try again.';
  return firstFieldMessage(error) ?? 'The server did not accept it. Please try again.';
}

function statusOf(error: unknown): number | undefined {
  const status = dataOf(error)?.['httpStatus'];
  return typeof status === 'number' ? status : undefined;
}

function firstFieldMessage(error: unknown): string | undefined {
  const fields = dataOf(error)?.['fields'];
  if (typeof fields !== 'object' || fields === null) return undefined;
  return Object.values(fields).find((text): text is string => typeof text === 'string');
}

/** What the API says about a failure. Read by shape: the first page comes without its client. */
function dataOf(error: unknown): Record<string, unknown> | undefined {
  if (!(error instanceof Error) || !('data' in error)) return undefined;
  return (error.data as Record<string, unknown> | null | undefined) ?? undefined;
}
