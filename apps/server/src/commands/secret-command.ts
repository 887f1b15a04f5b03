import { resealSecrets } from '@parley/auth';
import type { ResealReport } from '@parley/auth';
import { loadOrCreateSecrets, renewSecret } from '../start/secret.ts';
import type { Command, Workplace } from './command.ts';

/** Something only the caller can do first; the message says what. */
export class NotYetError extends Error {
  override readonly name = 'NotYetError';
}

/** `pnpm secret`: what signs cookies and encrypts private keys. */
export const secretCommand: Command = {
  name: 'secret',
  purpose: 'The secret that signs cookies and encrypts private keys and second factors.',
  actions: [
    {
      name: 'rotate',
      summary: 'encrypts what is encrypted with a new secret; nobody is signed out',
      run: (workplace) =>
        workplace.settings.authSecret === undefined
          ? renewGenerated(workplace)
          : reencrypt(workplace),
    },
  ],
  notes: [
    'A generated secret (no AUTH_SECRET): it is replaced in the file secret of PARLEY_DATA, where the\nold one stays for 8 days, so that cookies it signed stay good. Restart the server afterwards.',
    'A secret of your own: set AUTH_SECRET to the new one and AUTH_SECRET_PREVIOUS to the old one,\nrestart every server, then run this. After 7 days remove AUTH_SECRET_PREVIOUS.',
    'With DATABASE_URL the server may run meanwhile. Without it the database lives inside the\nserver, which has to be stopped first.',
  ],
};

async function renewGenerated({ settings, openAuth, print }: Workplace): Promise<void> {
  const { dataDir } = settings;
  // What an earlier, interrupted run left behind first: its secret may leave the file now.
  await resealSecrets(await openAuth(await loadOrCreateSecrets(dataDir)));
  const secrets = await renewSecret(dataDir, Date.now());
  const report = await resealSecrets(await openAuth(secrets));
  print(`A new secret is in ${dataDir}; it encrypts ${countOf(report)}.`);
  print('Nobody is signed out. If a server runs, restart it soon: it still uses the old secret.');
}

async function reencrypt({ settings, openAuth, print }: Workplace): Promise<void> {
  if (settings.previousAuthSecret === undefined) {
    throw new NotYetError(
      'AUTH_SECRET holds the secret, and only you can change it. Make a new one (openssl rand -base64 32), set AUTH_SECRET to it and AUTH_SECRET_PREVIOUS to the old one, restart every server, and run this again with both.',
    );
  }
  const report = await resealSecrets(await openAuth());
  print(
    report.resealed === 0
      ? 'Everything was encrypted with AUTH_SECRET already.'
      : `AUTH_SECRET now encrypts ${countOf(report)}.`,
  );
  print('Keep AUTH_SECRET_PREVIOUS until 7 days after the change, for cookies; then remove it.');
}

function countOf({ resealed, unreadable }: ResealReport): string {
  const done = resealed === 1 ? 'one value' : `${resealed} values`;
  return unreadable === 0
    ? done
    : `${done}; ${unreadable} of second factors open with no known secret and were left`;
}
