import { remoteKeys } from '@parley/auth/verify';
import type { Database } from '@parley/db';
import type { Logger } from '../log/logger.ts';
import type { Settings } from '../settings/read-settings.ts';
import type { Identity } from './identity.ts';
import { openVerification } from './verification.ts';

/** What {@link openRemoteIdentity} works with. */
export interface RemoteIdentityParts {
  settings: Pick<Settings, 'baseUrl' | 'production' | 'jwksUrl'>;
  db: Database;
  log: Logger;
}

/**
 * Checks tokens that another process issues, with the keys it publishes: this one needs no secret.
 * When the keys cannot be had yet it starts all the same; until then it is not ready and answers
 * 503.
 */
export async function openRemoteIdentity(parts: RemoteIdentityParts): Promise<Identity> {
  const { settings, db, log } = parts;
  const keys = remoteKeys(settings.jwksUrl, {
    onError: (error) => log.warn({ err: error }, 'the published keys could not be fetched'),
  });
  const verification = await openVerification({ settings, db, keys, log });
  const checkKeys = async (): Promise<void> => {
    if (!(await keys.ready())) throw new Error('no keys to check a token with');
  };
  // So that the first request does not wait for it.
  await keys.ready();
  return { auth: null, ...verification, checkKeys, stop: async () => {} };
}
