/**
 * What went wrong, for programs. Each has a sentence for people in {@link DatabaseError.message}.
 */
export type DatabaseErrorCode =
  /** Another process has the data folder open. */
  | 'DATA_FOLDER_IN_USE'
  /** The data folder cannot be made, read or written, or holds something else. */
  | 'DATA_FOLDER_UNREADABLE'
  /** The settings of the connection make no sense. */
  | 'BAD_SETTINGS'
  /** The database has migrations this program does not know. */
  | 'SCHEMA_NEWER'
  /** A migration that was applied reads differently now. */
  | 'SCHEMA_CHANGED'
  /** The server cannot be reached, or refuses us. */
  | 'UNREACHABLE'
  /** The disk is full; the statement changed nothing. */
  | 'DISK_FULL'
  /** A statement took longer than the limit; it changed nothing. */
  | 'TIMEOUT'
  /** The user of a still valid token no longer exists. */
  | 'USER_GONE'
  /** A page cursor that this query did not make. */
  | 'BAD_CURSOR'
  /** The database refused a value: too long, too many, or not text. */
  | 'BAD_VALUE'
  /** Anything else; `sqlState` says more. */
  | 'FAILED';

/** More about a {@link DatabaseError}, free of row contents and secrets. */
export interface DatabaseErrorDetails {
  /** PostgreSQL's five-character error code. */
  sqlState?: string | undefined;
  /** Name of the constraint that refused. */
  constraint?: string | undefined;
}

/**
 * The only error this package throws. Its message is safe to print: it never holds a password, a
 * statement's parameters or a row. For the same reason it has no `cause`.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;
  readonly sqlState: string | undefined;
  readonly constraint: string | undefined;

  constructor(code: DatabaseErrorCode, message: string, details: DatabaseErrorDetails = {}) {
    super(message);
    this.code = code;
    this.sqlState = details.sqlState;
    this.constraint = details.constraint;
  }
}
