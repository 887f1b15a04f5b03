/** The codes the server answers with by itself; docs/errors.md explains each. */
export type HttpErrorCode =
  | 'NOT_FOUND'
  | 'BAD_REQUEST'
  | 'PAYLOAD_TOO_LARGE'
  | 'INTERNAL_SERVER_ERROR'
  | 'SERVICE_UNAVAILABLE';

/** What an error answer says. */
export interface HttpError {
  status: number;
  code: HttpErrorCode;
  /** For a person: what to do. Never what an exception said. */
  message: string;
  requestId: string;
  headers?: Record<string, string>;
}

/** An error answer as JSON, `{code, message, requestId}`, kept by no cache. */
export function errorResponse(error: HttpError): Response {
  const { status, code, message, requestId, headers } = error;
  return Response.json(
    { code, message, requestId },
    { status, headers: { 'cache-control': 'no-store', ...headers } },
  );
}

/** The answer where there is no door, whoever asks. */
export function notFound(
  requestId: string,
  message = 'Nothing answers at this address.',
): Response {
  return errorResponse({ status: 404, code: 'NOT_FOUND', message, requestId });
}
