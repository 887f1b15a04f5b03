import { createHash } from 'node:crypto';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import type { AuthSettings } from './auth-settings.ts';
import { withErrorNames } from './in-background.ts';
import { readLimitedText } from './verify/limited-text.ts';

/** Longer than this nobody waits for a list that they did not ask for. */
const TIMEOUT_MS = 3000;

/** A padded answer has at most 1000 lines of some 45 bytes. */
const MAX_BYTES = 131_072;

/** Where a password is chosen, and under which name it arrives. */
const CHOOSES: Record<string, string> = {
  '/sign-up/email': 'password',
  '/change-password': 'newPassword',
  '/reset-password': 'newPassword',
};

/**
 * Refuses new passwords that are on a list of breached ones, when such a list is set. The list
 * learns the first five characters of the password's SHA-1 and answers every rest that it knows
 * (the range API of Have I Been Pwned). When it does not answer, the password is accepted and the
 * log says so: an outage elsewhere must keep nobody from signing up, nor from replacing a stolen
 * password.
 */
export function breachedPasswords({
  breachedPasswordsUrl,
  log,
}: Pick<AuthSettings, 'breachedPasswordsUrl' | 'log'>) {
  return {
    id: 'parley-breached-passwords',
    hooks: {
      before: [
        {
          // Before anything else is done, so that a refusal neither uses a reset link up nor tells
          // whether there is an account.
          matcher: ({ path }) =>
            breachedPasswordsUrl !== undefined && path !== undefined && path in CHOOSES,
          handler: createAuthMiddleware(async ({ path, body }) => {
            const password = (body as Record<string, unknown>)[CHOOSES[path] ?? ''];
            // What is no password is refused for what it is by the endpoint's own check.
            if (typeof password !== 'string' || breachedPasswordsUrl === undefined) return;
            const isListed = await ask(breachedPasswordsUrl, password).catch((error: unknown) => {
              log?.('warn', withErrorNames('Breached passwords could not be asked for', [error]));
              return false;
            });
            if (!isListed) return;
            throw new APIError('BAD_REQUEST', {
              code: 'PASSWORD_BREACHED',
              message: 'This password is known from a data breach. Choose another one.',
            });
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

async function ask(url: string, password: string): Promise<boolean> {
  const hash = createHash('sha1').update(password).digest('hex').toUpperCase();
  const [prefix, rest] = [hash.slice(0, 5), hash.slice(5)];
  const response = await fetch(`${url.replace(/\/$/, '')}/${prefix}`, {
    // Lines that are not real hide how many are (they count 0).
    headers: { 'add-padding': 'true', 'user-agent': 'Parley' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new TypeError(`the list answered ${response.status}`);
  }
  const lines = (await readLimitedText(response, MAX_BYTES)).split(/\r?\n/);
  return lines.some((line) => {
    const [suffix, count] = line.split(':');
    return suffix?.toUpperCase() === rest && Number(count) > 0;
  });
}
