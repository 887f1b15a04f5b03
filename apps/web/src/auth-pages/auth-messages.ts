/** The limits the sign-in server enforces, for the forms to say before it has to. */
export const passwordLength = { min: 8, max: 128 } as const;

/**
 * What went wrong, and next to which field to say so; without a field it concerns the whole form.
 */
export interface AuthProblem {
  field?: 'name' | 'email' | 'password' | 'currentPassword' | 'code';
  text: string;
}

/** What the client of the sign-in server tells about a failure. */
export interface AuthFailure {
  status?: number | undefined;
  code?: string | undefined;
}

/** Puts a failure into words: what happened and what to do, without blame. */
export function explainAuthFailure({ status, code }: AuthFailure): AuthProblem {
  switch (code) {
    case 'USER_ALREADY_EXISTS':
    case 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL':
      return {
        field: 'email',
        text: 'There is already an account with this address. Sign in, or use another address.',
      };
    case 'INVALID_EMAIL_OR_PASSWORD':
      return { text: 'No account matches this address and password. Try again.' };
    case 'BANNED_USER':
      return { text: 'This account is suspended.' };
    case 'INVALID_EMAIL':
      return { field: 'email', text: emailText };
    case 'NAME_INVALID':
      return { field: 'name', text: nameText };
    case 'PASSWORD_TOO_SHORT':
    case 'PASSWORD_TOO_LONG':
      return { field: 'password', text: passwordText };
    case 'PASSWORD_BREACHED':
      return {
        field: 'password',
        text: 'This password is known from a data breach. Choose another one.',
      };
    case 'INVALID_PASSWORD':
      return { field: 'currentPassword', text: 'This is not the current password.' };
    case 'CREDENTIAL_ACCOUNT_NOT_FOUND':
      return { text: 'This account has no password yet. Choose one first, by a link by email.' };
    case 'INVALID_CODE':
      return { field: 'code', text: 'This code is not right, or was used. Wait for the next one.' };
    case 'INVALID_BACKUP_CODE':
      return { field: 'code', text: 'This is none of the codes that are left.' };
    case 'INVALID_TWO_FACTOR_COOKIE':
    case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
      return { text: 'That took too long or too many tries. Start over.' };
    case 'ACCOUNT_TEMPORARILY_LOCKED':
    case 'TOO_MANY_ATTEMPTS':
      return {
        text: 'Too many attempts for this account. Wait a few minutes, or use another way to sign in.',
      };
    case 'PASSKEY_NOT_FOUND':
      return { text: 'This passkey belongs to no account here. It may have been removed.' };
    case 'PREVIOUSLY_REGISTERED':
    case 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED':
      return { text: 'This device already has a passkey for your account.' };
    case 'AUTH_CANCELLED':
    case 'ERROR_CEREMONY_ABORTED':
    case 'ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY':
      return { text: 'No passkey was given. Try again, or use another way.' };
    case 'PASSKEY_UNVERIFIED':
    case 'AUTHENTICATION_FAILED':
    case 'FAILED_TO_VERIFY_REGISTRATION':
      return { text: 'The passkey was not accepted. Try again, or use another way.' };
    case 'TOO_MANY_KEYS':
      return { text: 'Twenty keys are enough: revoke one first.' };
    case 'PASSKEY_NAME_INVALID':
      return { field: 'name', text: nameText };
    case 'INVALID_TOKEN':
    case 'TOKEN_EXPIRED':
      return { text: 'This link has expired or was already used. Ask for a new one.' };
    case 'CHOICE_REQUIRED':
      return { text: 'One question first: choose one of the answers.' };
    case 'CHOICE_TOO_LATE':
      return {
        text: 'This was answered before, so nothing was ended. Ask for a new link to sign in.',
      };
    default:
      return { text: explainStatus(status) };
  }
}

/** The first complaint about a name, or undefined. */
export function checkName(
  name: string,
  missing = 'Enter the name the assistant should use.',
): string | undefined {
  if (name.trim() === '') return missing;
  return name.trim().length > 100 ? nameText : undefined;
}

/** The first complaint about an e-mail address, or undefined. The server has the last word. */
export function checkEmail(email: string): string | undefined {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? undefined : emailText;
}

/** The first complaint about a password to be, or undefined. */
export function checkNewPassword(password: string): string | undefined {
  const { min, max } = passwordLength;
  return password.length >= min && password.length <= max ? undefined : passwordText;
}

/** The complaint about a field that was left empty, or undefined. */
export function checkPresent(value: string, text: string): string | undefined {
  return value === '' ? text : undefined;
}

const nameText = 'Use 1 to 100 ordinary characters.';
const emailText = 'Enter an email like ada@example.com.';
const passwordText = `Use ${passwordLength.min} to ${passwordLength.max} characters.`;

function explainStatus(status: number | undefined): string {
  if (status === undefined || status === 0) {
    return 'The server could not be reached. Check the connection and try again.';
  }
  if (status === 429) return 'Too many attempts in a short time. Wait a minute and try again.';
  if (status === 401) return 'The session has ended. Sign in again.';
  return 'Something went wrong on our side. Please try again.';
}
