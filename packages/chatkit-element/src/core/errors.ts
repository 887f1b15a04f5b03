/** Why a request came to nothing. */
export type ChatErrorCode =
  /** The server could not be reached, or answered 5xx or 429, after every attempt. */
  | 'unreachable'
  /** The stream broke after it had begun. */
  | 'interrupted'
  /** 401: the host's `api.fetch` had no valid credentials. */
  | 'signed_out'
  /** 403. */
  | 'forbidden'
  /** 404: the thread or item is gone, or belongs to somebody else. */
  | 'not_found'
  /** Any other 4xx. */
  | 'rejected'
  /** The answer was not what the protocol promises. */
  | 'malformed'
  /** The responder reported an error inside the stream. */
  | 'stream'
  /** A callback of the host is missing or threw. */
  | 'integration'
  /** A method was called while a response is running or a thread is loading. */
  | 'busy'
  /** A file could not be uploaded. */
  | 'attachment';

/** An error of the chat client, as `chatkit.error` carries it. `name` is stable for logging. */
export class ChatError extends Error {
  readonly code: ChatErrorCode;
  /** HTTP status, when an HTTP answer was the reason. */
  readonly status: number | undefined;
  /** Whether `message` came from the server and is meant for people. */
  readonly fromServer: boolean;
  /** What the server asked for in `Retry-After`. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ChatErrorCode,
    message: string,
    options: {
      status?: number;
      fromServer?: boolean;
      retryAfterMs?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = NAMES[code];
    this.code = code;
    this.status = options.status;
    this.fromServer = options.fromServer ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

const NAMES: Record<ChatErrorCode, string> = {
  unreachable: 'NetworkError',
  interrupted: 'StreamError',
  signed_out: 'HttpError',
  forbidden: 'HttpError',
  not_found: 'HttpError',
  rejected: 'HttpError',
  malformed: 'StreamEventParsingError',
  stream: 'StreamError',
  integration: 'IntegrationError',
  busy: 'IntegrationError',
  attachment: 'FileAttachmentError',
};

/** Turns whatever was thrown into a `ChatError`; an abort is not an error and stays as it is. */
export function toChatError(error: unknown, code: ChatErrorCode): ChatError {
  if (error instanceof ChatError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ChatError(code, message, { cause: error });
}

/** True for what an aborted fetch throws. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
