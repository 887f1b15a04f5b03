/** Puts the `?error=` into words with which a sign-in through another site came back. */
export function explainSocialFailure(error: string): string {
  switch (error) {
    case 'access_denied':
      return 'The sign-in was stopped at the other site.';
    case 'account_not_linked':
      return 'There is already an account with this address. Sign in to it with its password.';
    case 'email_not_found':
      return 'The other site told no email address, so there is nothing to sign in to.';
    case 'SECOND_FACTOR_REQUIRED':
      return 'This account asks for a second step. Sign in with its password.';
    case 'BANNED_USER':
      return 'This account is suspended.';
    default:
      return 'The sign-in through the other site did not work. Please try again.';
  }
}
