import { createHash } from 'node:crypto';
import { parseEnvelope, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';

/** Keeps what the database holds of private keys unreadable there. */
export interface KeySealing {
  /** Encrypts with the secret in force. */
  seal(text: string): Promise<string>;
  /** Decrypts with whichever known secret fits. Rejects when none does. */
  open(sealed: string): Promise<string>;
  /** Says whether a value is encrypted with the secret in force, without decrypting it. */
  isCurrent(sealed: string): boolean;
}

/** A secret under the number that encrypted values name it by. */
export interface VersionedSecret {
  version: number;
  value: string;
}

/**
 * The secrets with their numbers, the one in force first. A number is made from its secret, so that
 * no process has to be told which secret is the how-manieth.
 */
export function versionSecrets(secrets: readonly string[]): VersionedSecret[] {
  return [...new Set(secrets)].map((value) => ({
    version: createHash('sha256').update(`version of ${value}`).digest().readUInt32BE() >>> 1,
    value,
  }));
}

/**
 * Makes the sealing. The format is Better Auth's own (XChaCha20-Poly1305 under a hash of the
 * secret). Every known secret is tried, because rows of other versions of this program name other
 * numbers.
 *
 * @param secrets the secret in force, then those before it.
 */
export function createKeySealing(secrets: readonly string[]): KeySealing {
  const versions = versionSecrets(secrets);
  const [current] = versions;
  if (current === undefined) throw new TypeError('at least one secret is needed');
  const keys = new Map(versions.map(({ version, value }) => [version, value]));
  const config = { keys, currentVersion: current.version };
  return {
    seal: (data) => symmetricEncrypt({ key: config, data }),
    open: async (sealed) => {
      const text = textOf(sealed);
      const data = parseEnvelope(text)?.ciphertext ?? text;
      for (const { value } of versions) {
        try {
          return await symmetricDecrypt({ key: value, data });
        } catch {
          // Not this secret: the cipher proves which one it was.
        }
      }
      throw new Error('no known secret opens the private key');
    },
    isCurrent: (sealed) => parseEnvelope(textOf(sealed))?.version === current.version,
  };
}

/** The plugin of the keys stores its ciphertext as JSON, others as it is. */
function textOf(sealed: string): string {
  return sealed.startsWith('"') && sealed.endsWith('"') ? sealed.slice(1, -1) : sealed;
}
