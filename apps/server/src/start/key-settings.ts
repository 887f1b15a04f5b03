import type { AuthOptions } from '@parley/auth';
import type { Settings } from '../settings/read-settings.ts';

/** How tokens are signed, as the settings say. */
export function keySettings(
  settings: Partial<
    Pick<Settings, 'tokenAlgorithm' | 'keyRotationSeconds' | 'verifierCacheSeconds'>
  >,
): Pick<AuthOptions, 'tokenAlgorithm' | 'keyRotationSeconds' | 'verifierCacheSeconds'> {
  const { tokenAlgorithm, keyRotationSeconds, verifierCacheSeconds } = settings;
  return {
    ...(tokenAlgorithm !== undefined && { tokenAlgorithm }),
    ...(keyRotationSeconds !== undefined && { keyRotationSeconds }),
    ...(verifierCacheSeconds !== undefined && { verifierCacheSeconds }),
  };
}
