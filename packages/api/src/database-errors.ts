import { DatabaseError } from '@parley/db';
import { ApiError, userGone } from './errors.ts';

/** Seconds after which a client may ask again while the database cannot answer. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Says a database failure in the API's words, where the caller can do something about it. The rest
 * is null: an unknown failure, which leaves as a neutral 500. A value the database refuses is among
 * them, because an input that passed our checks is our mistake.
 */
export function databaseError(cause: unknown): ApiError | null {
  if (!(cause instanceof DatabaseError)) return null;
  switch (cause.code) {
    case 'UNREACHABLE':
    case 'TIMEOUT':
    case 'DISK_FULL':
      return new ApiError({
        code: 'SERVICE_UNAVAILABLE',
        message: 'The database cannot answer just now. Nothing was changed; please try again soon.',
        headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
        cause,
      });
    case 'USER_GONE':
      return userGone();
    case 'BAD_CURSOR':
      return new ApiError({
        code: 'BAD_REQUEST',
        message: 'Some of the input is not valid.',
        fields: { cursor: 'Not a cursor of this list in this order.' },
        cause,
      });
    case 'DATA_FOLDER_IN_USE':
    case 'DATA_FOLDER_UNREADABLE':
    case 'BAD_SETTINGS':
    case 'SCHEMA_NEWER':
    case 'SCHEMA_CHANGED':
    case 'BAD_VALUE':
    case 'FAILED':
      return null;
  }
}
