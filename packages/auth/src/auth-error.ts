/** What can go wrong between the settings and the first token. */
export type AuthErrorCode =
  /** An option of `createAuth` cannot be used; the message says which and why. */
  | 'OPTION_INVALID'
  /** The signing key cannot be read or decrypted, as after a change of the secret. */
  | 'SIGNING_KEY_UNREADABLE'
  /** No key has the id that was named. */
  | 'SIGNING_KEY_UNKNOWN'
  /** No account has the address that was named. */
  | 'USER_UNKNOWN';

/** The one error class of this package's server part. `cause` holds what lies beneath. */
export class AuthError extends Error {
  override readonly name = 'AuthError';
  readonly code: AuthErrorCode;

  constructor(code: AuthErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
