const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const ONLY_ALPHABET = /^[A-Za-z0-9_-]+$/;

/**
 * Says whether `text` is the one base64url spelling of its bytes (RFC 7515 §2, RFC 4648 §3.5): no
 * padding, no other alphabet, no white space, and unused trailing bits zero. jose accepts several
 * spellings, which makes a token string malleable.
 */
export function isCanonicalBase64Url(text: string): boolean {
  if (!ONLY_ALPHABET.test(text)) return false;
  const rest = text.length % 4;
  if (rest === 0) return true;
  if (rest === 1) return false;
  const last = ALPHABET.indexOf(text.charAt(text.length - 1));
  return rest === 2 ? (last & 0b1111) === 0 : (last & 0b11) === 0;
}

/** What newer engines have (ECMAScript 2026); several times faster than `atob`. */
const { fromBase64 } = Uint8Array as unknown as {
  fromBase64?: (this: unknown, text: string, options: { alphabet: 'base64url' }) => Uint8Array;
};

/** Decodes canonical base64url; check with `isCanonicalBase64Url` first. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (fromBase64 !== undefined) {
    const decoded = fromBase64.call(Uint8Array, text, { alphabet: 'base64url' });
    return decoded as Uint8Array<ArrayBuffer>;
  }
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
