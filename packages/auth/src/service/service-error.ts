/** The issuer does not accept what this service signs in with. Asking again will not help. */
export class ServiceCredentialError extends Error {
  override readonly name = 'ServiceCredentialError';
  readonly code = 'CREDENTIAL_REFUSED';
  /** What the issuer answered. */
  readonly status: number;

  constructor(status: number) {
    super(`The issuer refused this service's credential (${status}).`);
    this.status = status;
  }
}
