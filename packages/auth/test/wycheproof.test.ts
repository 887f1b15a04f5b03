import * as nodeCrypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ALGORITHMS } from '../src/verify/algorithms.ts';
import { readKeySet } from '../src/verify/key-set.ts';
import { createSignatureCheck, isSignedBytes } from '../src/verify/signature.ts';
import { gateToken } from '../src/verify/token-gate.ts';
import { publicJwk, seededKey } from './minter.ts';

/** Project Wycheproof's files as they are published, under the licence beside them. */
const folder = join(import.meta.dirname, 'wycheproof');

interface Vector {
  tcId: number;
  comment: string;
  result: 'valid' | 'invalid' | 'acceptable';
}

interface JoseVector extends Vector {
  /** An object in the JSON serialization. */
  jws?: string | object;
}

interface JoseGroup {
  comment: string;
  public?: Record<string, unknown>;
  private?: Record<string, unknown>;
  tests: JoseVector[];
}

interface EddsaGroup {
  publicKey: { pk: string };
  tests: (Vector & { msg: string; sig: string })[];
}

function groups<Group>(file: string): Group[] {
  const text = readFileSync(join(folder, `${file}.json`), 'utf8');
  return (JSON.parse(text) as { testGroups: Group[] }).testGroups;
}

/** Valid vectors that this verifier refuses, by the code they end in, and why it means to. */
const refusedOnPurpose: Record<string, string> = {
  ALG_NOT_ALLOWED: 'only EdDSA, ES256 and RS256 sign tokens here',
  KID_MALFORMED: 'a kid has no @ here: RFC 7520 uses an e-mail address',
  KID_MISSING: 'a token names its key here',
  KEY_UNKNOWN: 'the key is no verification key of those three algorithms',
  NOT_A_JWT: 'an empty payload is no claims',
  ENCODING_NOT_CANONICAL: 'characters outside base64url are not passed over',
};

/** How many vectors of each file are valid and end as signed. All others are refused. */
const SIGNED = {
  json_web_signature_test: 7,
  json_web_key_test: 1,
  json_web_crypto_test: 2,
};

const isSigned = createSignatureCheck();

/** What the verifier does with a token before it looks at the claims, which vectors do not have. */
async function outcomeOf(jws: string | object, group: JoseGroup): Promise<string> {
  if (typeof jws !== 'string') return 'NOT_A_JWT';
  const gated = gateToken(jws, { algorithms: new Set(ALGORITHMS), typs: new Set([null, 'jwt']) });
  if (!gated.ok) return gated.code;
  const set = group.public ?? group.private;
  const keys = keysOf('keys' in set! ? set : { keys: [set] });
  const key = keys.get(gated.kid);
  if (key === undefined) return 'KEY_UNKNOWN';
  if (key.alg !== gated.alg) return 'ALG_NOT_ALLOWED';
  return (await isSigned(jws, key)) ? 'signed' : 'SIGNATURE_INVALID';
}

function keysOf(set: unknown): ReturnType<typeof readKeySet> {
  try {
    return readKeySet(set);
  } catch {
    return new Map();
  }
}

describe('Wycheproof', () => {
  test.each(Object.entries(SIGNED))('%s', async (file, expected) => {
    const unexpected: string[] = [];
    let signed = 0;
    for (const group of groups<JoseGroup>(file)) {
      for (const { tcId, jws, result, comment } of group.tests) {
        if (jws === undefined) continue;
        const outcome = await outcomeOf(jws, group);
        if (outcome === 'signed') signed += 1;
        const isExpected =
          result === 'valid'
            ? outcome === 'signed' || outcome in refusedOnPurpose
            : outcome !== 'signed';
        if (!isExpected) unexpected.push(`${tcId} ${comment}: ${result}, ${outcome}`);
      }
    }
    expect(unexpected).toEqual([]);
    expect(signed).toBe(expected);
  });

  test('ed25519_test', () => {
    const unexpected: string[] = [];
    let valid = 0;
    for (const { publicKey, tests } of groups<EddsaGroup>('ed25519_test')) {
      const x = Buffer.from(publicKey.pk, 'hex').toString('base64url');
      const jwk = { ...publicJwk(seededKey(1), 'key'), x };
      const isUsable = keysOf({ keys: [jwk] }).has('key');
      const key = nodeCrypto.createPublicKey({ key: jwk, format: 'jwk' });
      for (const { tcId, comment, msg, sig, result } of tests) {
        const [input, signature] = [Buffer.from(msg, 'hex'), Buffer.from(sig, 'hex')];
        const signed = { alg: 'EdDSA' as const, key, input, signature };
        const isGood = isUsable && isSignedBytes(nodeCrypto, signed);
        valid += isGood ? 1 : 0;
        if (isGood !== (result === 'valid')) unexpected.push(`${tcId} ${comment}: ${result}`);
      }
    }
    expect(unexpected).toEqual([]);
    expect(valid).toBe(88);
  });
});
