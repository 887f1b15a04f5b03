import type { AuthSettings } from './auth-settings.ts';
import { passkeys } from './passkeys.ts';
import { secondFactor, secondFactorRules } from './second-factor.ts';
import { signInLink } from './sign-in-link.ts';

/** The plugins behind every way in beside a password. Their tables are part of the schema. */
export function signInWays(settings: AuthSettings) {
  return [secondFactor(), secondFactorRules(), ...passkeys(settings), signInLink(settings)];
}
