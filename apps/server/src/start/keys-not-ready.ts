import type { KeyFault } from '@parley/auth';

/** How readiness and the doctor name what is wrong with the keys. */
export type KeyState = 'missing' | 'unreadable' | 'unavailable';

const states: Record<KeyFault, KeyState> = {
  KEYS_MISSING: 'missing',
  KEYS_UNREADABLE: 'unreadable',
  KEYS_UNREACHABLE: 'unavailable',
};

const sentences: Record<KeyState, string> = {
  missing: 'it has no key to sign with; it makes one within a minute, or `pnpm keys rotate` does',
  unreadable:
    'the signing key does not open with its secret; `pnpm keys list` shows which, and the old secret belongs into AUTH_SECRET_PREVIOUS',
  unavailable: 'its keys cannot be read now',
};

/** No token can be signed; `state` says why. */
export class KeysNotReadyError extends Error {
  override readonly name = 'KeysNotReadyError';
  readonly state: KeyState;

  constructor(fault: KeyFault) {
    super(`no token can be signed: ${fault}`);
    this.state = states[fault];
  }
}

/** Says to a person what a state means, and what to do. */
export function explainKeyState(state: string): string {
  return sentences[state === 'missing' || state === 'unreadable' ? state : 'unavailable'];
}
