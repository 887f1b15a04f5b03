import { createECDH, createHash, createPrivateKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A key of any algorithm, made from a seed, that signs the same bytes the same way each time. */
export interface SeededKey {
  /** As a member of a key set. */
  jwk: Record<string, string>;
  sign(input: Buffer): Buffer;
}

/** The order of the group of P-256 (SP 800-186 §3.2.1.3). */
const P256_N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** P-256. The nonce comes from key and message, as in RFC 6979 though simpler. Only for tests. */
export function seededP256(kid: string): SeededKey {
  const d = scalar(`P-256 ${kid}`);
  const point = publicPoint(d);
  const [x, y] = [point.subarray(1, 33), point.subarray(33)];
  return {
    jwk: {
      kty: 'EC',
      crv: 'P-256',
      use: 'sig',
      alg: 'ES256',
      kid,
      x: x.toString('base64url'),
      y: y.toString('base64url'),
    },
    sign(input) {
      const digest = createHash('sha256').update(input).digest('hex');
      const k = scalar(`nonce ${d} ${digest}`);
      const r = toBigInt(publicPoint(k).subarray(1, 33)) % P256_N;
      const s = (power(k, P256_N - 2n, P256_N) * (BigInt(`0x${digest}`) + r * d)) % P256_N;
      return Buffer.concat([toBytes(r, 32), toBytes(s, 32)]);
    },
  };
}

/** RSA with 2048 bits; the primes are the first two after the stream of the seed. Only for tests. */
export function seededRsa(kid: string, offsets: readonly [bigint, bigint]): SeededKey {
  const [p, q] = [primeAt(`p ${kid}`, offsets[0]), primeAt(`q ${kid}`, offsets[1])];
  const e = 65_537n;
  const [n, phi] = [p * q, (p - 1n) * (q - 1n)];
  const d = inverse(e, phi);
  const parts = { n, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const members = Object.fromEntries(
    Object.entries(parts).map(([name, value]) => [name, toBytes(value).toString('base64url')]),
  );
  const key: KeyObject = createPrivateKey({ key: { kty: 'RSA', ...members }, format: 'jwk' });
  const { n: modulus = '', e: exponent = '' } = members;
  return {
    jwk: { kty: 'RSA', use: 'sig', alg: 'RS256', kid, n: modulus, e: exponent },
    sign: (input) => sign('sha256', input, key),
  };
}

/** How far the first prime lies behind the number of the seed; slow, for writing it down once. */
export function primeOffset(seed: string): bigint {
  let offset = 0n;
  while (!isProbablePrime(primeAt(seed, offset))) offset += 2n;
  return offset;
}

function primeAt(seed: string, offset: bigint): bigint {
  const blocks = [0, 1, 2, 3].map((index) => hash(`${seed} ${index}`).toString('hex'));
  // 1024 bits with the two highest set, so that the product has 2048; odd.
  return (BigInt(`0x${blocks.join('')}`) | (3n << 1022n) | 1n) + offset;
}

function isProbablePrime(candidate: bigint): boolean {
  for (const small of [3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n]) {
    if (candidate % small === 0n) return false;
  }
  return [2n, 3n, 5n, 7n].every((base) => power(base, candidate - 1n, candidate) === 1n);
}

function scalar(seed: string): bigint {
  return (toBigInt(hash(seed)) % (P256_N - 1n)) + 1n;
}

function publicPoint(d: bigint): Buffer {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(toBytes(d, 32));
  return ecdh.getPublicKey();
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let [square, rest] = [base % modulus, exponent]; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [r, next, s, nextS] = [value, modulus, 1n, 0n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [s, nextS] = [nextS, s - quotient * nextS];
  }
  return ((s % modulus) + modulus) % modulus;
}

function toBigInt(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function toBytes(value: bigint, length = 0): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(Math.max(length * 2, hex.length + (hex.length % 2)), '0'), 'hex');
}
