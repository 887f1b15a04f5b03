/** Why Parley did not start; docs/errors.md explains each. */
export type StartErrorCode =
  | 'SETTING_INVALID'
  | 'SETTING_MISSING'
  | 'DATA_FOLDER_UNREADABLE'
  | 'DISK_FULL'
  | 'SECRET_UNREADABLE'
  | 'PORT_IN_USE'
  | 'ADDRESS_UNAVAILABLE';

/** A start that failed for a reason its reader can mend: the message is shown as it stands. */
export class StartError extends Error {
  readonly code: StartErrorCode;

  /** @param message one or more sentences for a person: what is wrong and what to do. */
  constructor(code: StartErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StartError';
    this.code = code;
  }
}
