import type { AuthOptions } from './auth-settings.ts';

/**
 * Lets a mail go its way: an answer that waited for the mail server would tell who has an account.
 * A failure is logged by its name, because its message may hold an address.
 */
export function sendInBackground(sent: Promise<void>, log: AuthOptions['log']): void {
  sent.catch((error: unknown) => {
    log?.('error', withErrorNames('A mail could not be sent', [error]));
  });
}

/** A database error's message holds the statement with its values; its name is safe. */
export function withErrorNames(message: string, details: readonly unknown[]): string {
  const names = details.filter((detail) => detail instanceof Error).map((error) => error.name);
  return [message, ...names].join(': ');
}
