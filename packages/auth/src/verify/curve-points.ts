import { decodeBase64Url } from './base64url.ts';

/** The prime of P-256 (FIPS 186-5, SP 800-186 §3.2.1.3) and its coefficient b. */
const P256_P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const P256_B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/** The prime of curve25519 (RFC 8032 §5.1). */
const ED25519_P = 2n ** 255n - 19n;
/** The y of every point whose order divides 8 (RFC 7748 §7 on why to refuse them). */
const SMALL_ORDER_Y: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  ED25519_P - 1n,
  0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n,
  0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n,
]);

/** Says whether the coordinates (base64url, 32 bytes each) are those of a point on P-256. */
export function isP256Point(x: string, y: string): boolean {
  const [left, right] = [toBigInt(decodeBase64Url(x)), toBigInt(decodeBase64Url(y))];
  if (left >= P256_P || right >= P256_P) return false;
  return (right * right - (left * left * left - 3n * left + P256_B)) % P256_P === 0n;
}

/**
 * Says whether the encoded Ed25519 point (base64url, 32 bytes) has the one canonical y below the
 * prime and no small order: anybody could sign for a key of small order.
 */
export function isEd25519Point(x: string): boolean {
  const bytes = decodeBase64Url(x).toReversed();
  // The highest bit is the sign of x.
  bytes[0] = (bytes[0] ?? 0) & 0x7f;
  const y = toBigInt(bytes);
  return y < ED25519_P && !SMALL_ORDER_Y.has(y);
}

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
