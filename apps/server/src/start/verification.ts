import {
  createAuthenticate,
  createCredentialWatch,
  createRevocationList,
  createVerifier,
} from '@parley/auth/verify';
import type { AuthResult, CredentialWatch, KeySource } from '@parley/auth/verify';
import type { Database } from '@parley/db';
import type { Logger } from '../log/logger.ts';
import type { Settings } from '../settings/read-settings.ts';

/** Who checks tokens here. */
export interface Verification {
  authenticate(request: Request): Promise<AuthResult>;
  /** Ends open streams with the token they were opened with. */
  credentials: CredentialWatch;
}

/** What {@link openVerification} works with. */
export interface VerificationParts {
  settings: Pick<Settings, 'baseUrl' | 'production'>;
  db: Database;
  keys: KeySource;
  log: Logger;
}

/** Checks tokens with these keys, and forgets those that any process revokes. */
export async function openVerification(parts: VerificationParts): Promise<Verification> {
  const { settings, db, keys, log } = parts;
  const { baseUrl } = settings;
  // In memory, because every request asks; the database passes on what any process revokes. While it
  // is away, revocations wait: a token lives for minutes, and it would have to be revoked just then.
  const revocations = createRevocationList();
  await db.revocations.watch((revoked) => revocations.revoke(revoked));
  const credentials = createCredentialWatch({ revocations });
  const verifier = createVerifier({
    issuer: baseUrl,
    audience: baseUrl,
    keys,
    revocations,
    // Quotes claims, which have no place in the log of a real server.
    ...(!settings.production && { onRefused: (refusal) => log.info(refusal, 'token refused') }),
  });
  return { authenticate: createAuthenticate(verifier, { credentials }), credentials };
}
