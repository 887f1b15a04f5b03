import type { KeyObject, createPublicKey, verify } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import type { TokenAlgorithm } from './algorithms.ts';
import { decodeBase64Url } from './base64url.ts';
import { jwkOf } from './key-source.ts';
import type { VerificationKey } from './key-source.ts';

/** Says whether a token that passed the gate is signed by `key`. Never throws. */
export type SignatureCheck = (token: string, key: VerificationKey) => boolean | Promise<boolean>;

/**
 * The part of `node:crypto` that is used. Only its types are imported, so that any bundler copes.
 */
interface NodeCrypto {
  createPublicKey: typeof createPublicKey;
  verify: typeof verify;
}

/**
 * Makes the check, with a memory of imported keys that lives as long as their objects. Where there
 * is `node:crypto` (Node, Bun, Deno) it runs at once in the calling thread: WebCrypto goes through
 * the thread pool and waits there behind every password that is being hashed. Elsewhere jose does
 * it with WebCrypto.
 */
export function createSignatureCheck(crypto: NodeCrypto | null = nodeCrypto()): SignatureCheck {
  return crypto === null ? webCheck() : nodeCheck(crypto);
}

function nodeCheck(crypto: NodeCrypto): SignatureCheck {
  const imported = new WeakMap<VerificationKey, KeyObject>();
  const encoder = new TextEncoder();

  return (token, key) => {
    let object = imported.get(key);
    try {
      object ??= crypto.createPublicKey({ key: { ...jwkOf(key) }, format: 'jwk' });
    } catch {
      // A key that OpenSSL does not take has signed nothing.
      return false;
    }
    imported.set(key, object);
    const dot = token.lastIndexOf('.');
    const input = encoder.encode(token.slice(0, dot));
    const signature = decodeBase64Url(token.slice(dot + 1));
    return isSignedBytes(crypto, { alg: key.alg, key: object, input, signature });
  };
}

/** What one signature is checked with. */
export interface SignedBytes {
  alg: TokenAlgorithm;
  key: KeyObject;
  input: Uint8Array;
  signature: Uint8Array;
}

/** Checks a signature with `node:crypto`, in the calling thread. Never throws. */
export function isSignedBytes(crypto: Pick<NodeCrypto, 'verify'>, signed: SignedBytes): boolean {
  const { alg, key, input, signature } = signed;
  try {
    if (alg === 'EdDSA') return crypto.verify(null, input, key, signature);
    if (alg === 'RS256') return crypto.verify('sha256', input, key, signature);
    return crypto.verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    // OpenSSL objects to the signature: this key did not sign these bytes.
    return false;
  }
}

function webCheck(): SignatureCheck {
  // Not the promises: on Workers one that another request began may never settle.
  const imported = new WeakMap<VerificationKey, Awaited<ReturnType<typeof importJWK>>>();
  return async (token, key) => {
    try {
      const known = imported.get(key) ?? (await importJWK({ ...jwkOf(key) }, key.alg));
      imported.set(key, known);
      await compactVerify(token, known, { algorithms: [key.alg] });
      return true;
    } catch {
      // Whatever jose objects to, the bytes are not signed by this key.
      return false;
    }
  };
}

/** `node:crypto` where it is there and does what it says, without an import that would fail. */
function nodeCrypto(): NodeCrypto | null {
  try {
    const crypto = globalThis.process.getBuiltinModule('node:crypto');
    return verifiesExample(crypto) ? crypto : null;
  } catch {
    // No process, no such function, or a stand-in that only throws.
    return null;
  }
}

/** RFC 8032 §7.1, test 1: the signature of nothing. A partial `node:crypto` may exist and fail. */
function verifiesExample(crypto: NodeCrypto): boolean {
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  const signature =
    '5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc-bRr0lv18FlbviRlUUFDjnoQCw';
  const key = crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return crypto.verify(null, new Uint8Array(), key, decodeBase64Url(signature));
}
