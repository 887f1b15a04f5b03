/** What can go wrong, as a closed list. */
export type ChatKitErrorCode =
  | 'invalid_json'
  | 'invalid_request'
  | 'unknown_operation'
  | 'method_not_allowed'
  | 'body_too_large'
  | 'not_found'
  | 'not_allowed'
  | 'turn_in_progress'
  | 'cursor_gone'
  | 'closing'
  | 'not_supported'
  | 'cancelled'
  | 'stream_failed';

/** Base of every error this package throws or understands. */
export class ChatKitError extends Error {
  readonly code: ChatKitErrorCode;

  constructor(code: ChatKitErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A thread, item, attachment or cursor that does not exist, or is somebody else's. */
export class NotFoundError extends ChatKitError {
  /** @param what For people: `'Thread'`, `'Item'`, `'Attachment'`; never an id or a text. */
  constructor(what = 'Record', options?: ErrorOptions) {
    super('not_found', `${what} not found`, options);
  }
}

/** The request is understood but the thread is not in a state that allows it. */
export class NotAllowedError extends ChatKitError {
  constructor(message: string, options?: ErrorOptions) {
    super('not_allowed', message, options);
  }
}

/** Options of {@link StreamError} and {@link CustomStreamError}. */
export interface StreamErrorOptions extends ErrorOptions {
  /** Whether the client may offer to try again. */
  allowRetry?: boolean;
}

/**
 * Throw it from a responder to end the stream with an `error` event that carries only a code,
 * which the client translates. `allow_retry` is true for `stream.error` and false for any other
 * code, unless said otherwise.
 */
export class StreamError extends ChatKitError {
  /** Code on the wire. @default 'stream.error' */
  readonly streamCode: string;
  readonly allowRetry: boolean;

  constructor(streamCode = 'stream.error', options: StreamErrorOptions = {}) {
    super('stream_failed', `the stream ended with ${streamCode}`, options);
    this.streamCode = streamCode;
    this.allowRetry = options.allowRetry ?? streamCode === 'stream.error';
  }
}

/**
 * Throw it from a responder to end the stream with an `error` event whose message the person
 * reads as it is. `allow_retry` is false unless said otherwise.
 */
export class CustomStreamError extends ChatKitError {
  readonly allowRetry: boolean;

  constructor(message: string, options: StreamErrorOptions = {}) {
    super('stream_failed', message, options);
    this.allowRetry = options.allowRetry ?? false;
  }
}
