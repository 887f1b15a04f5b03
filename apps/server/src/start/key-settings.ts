import type { AuthOptions } from '@parley/auth';
import type { Settings } from '../settings/read-settings.ts';

/** The settings that say how tokens are signed, and for whom. */
export type KeySettings = Pick<
  Settings,
  'tokenAlgorithm' | 'tokenAudiences' | 'keyRotationSeconds' | 'verifierCacheSeconds'
>;

/** How tokens are signed, as options of the issuer. What is absent has its default. */
export function keySettings(settings: Partial<KeySettings>): Partial<AuthOptions> {
  const { tokenAlgorithm, keyRotationSeconds, verifierCacheSeconds } = settings;
  return {
    ...(tokenAlgorithm !== undefined && { tokenAlgorithm }),
    ...(keyRotationSeconds !== undefined && { keyRotationSeconds }),
    ...(verifierCacheSeconds !== undefined && { verifierCacheSeconds }),
  };
}
