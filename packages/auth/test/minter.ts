import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** The clock of the corpus, in seconds. */
export const NOW = 1_800_000_000;
export const ISSUER = 'https://parley.example';
export const AUDIENCE = 'parley-api';

/** The claims of a good token at `NOW`. */
export const CLAIMS = {
  iss: ISSUER,
  aud: [AUDIENCE],
  sub: 'user-1',
  sid: 'session-1',
  name: 'Ada',
  iat: NOW - 10,
  exp: NOW + 590,
};

/** A key pair from one byte, so that every run makes the same tokens. Never used outside tests. */
export function seededKey(seed: number): KeyObject {
  const pkcs8 = Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    Buffer.alloc(32, seed),
  ]);
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
}

/** The public half as a member of a key set. */
export function publicJwk(key: KeyObject, kid: string): Record<string, string> {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return { kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA', kid, x };
}

export const issuerKey = seededKey(1);
export const secondKey = seededKey(2);
export const strangerKey = seededKey(3);

/** The key set of the corpus. */
export const JWKS = { keys: [publicJwk(issuerKey, 'key-1'), publicJwk(secondKey, 'key-2')] };

/** What to put in a token instead of the good parts. Text and bytes go in as they are. */
export interface Parts {
  header?: unknown;
  payload?: unknown;
  key?: KeyObject;
  /** Replaces the signature, given the right one and what it signs. */
  signature?: (right: Buffer, input: Buffer) => Buffer | string;
}

/** Makes a token from parts; all left out makes a good one. */
export function mint(parts: Parts = {}): string {
  const { header = { alg: 'EdDSA', kid: 'key-1' }, payload = CLAIMS, key = issuerKey } = parts;
  const input = `${segment(header)}.${segment(payload)}`;
  const signed = Buffer.from(input);
  const right = sign(null, signed, key);
  const signature = parts.signature?.(right, signed) ?? right;
  return `${input}.${typeof signature === 'string' ? signature : signature.toString('base64url')}`;
}

/** A good token but for some claims; undefined leaves a claim out. */
export function claiming(claims: Record<string, unknown>): string {
  return mint({ payload: { ...CLAIMS, ...claims } });
}

/** The claims of a good token as JSON of so many bytes. */
export function paddedClaims(bytes: number): string {
  const json = JSON.stringify({ ...CLAIMS, pad: '' });
  return json.replace('"pad":""', `"pad":"${'x'.repeat(bytes - json.length)}"`);
}

/** A good token but for its header. */
export function headed(header: unknown): string {
  return mint({ header });
}

function segment(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('base64url');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Buffer.from(text).toString('base64url');
}
