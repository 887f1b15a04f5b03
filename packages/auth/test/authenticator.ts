import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

/** What the device did for a ceremony: touched only, or also asked who is there. */
export interface Ceremony {
  challenge: string;
  origin?: string;
  /** The flag "user verified". @default true */
  verified?: boolean;
}

/** A passkey in software (WebAuthn Level 3 §6), for ceremonies without a browser. */
export interface Authenticator {
  id: string;
  register(ceremony: Ceremony): object;
  signIn(ceremony: Ceremony): object;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/** @param id of the credential, to steal somebody's. */
export function createAuthenticator(id: Buffer = randomBytes(16)): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' });
  // COSE_Key (RFC 9052 §7): kty EC2, alg ES256, crv P-256, x, y.
  const cose = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(jwk.x ?? '', 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(jwk.y ?? '', 'base64url'),
  ]);
  let counter = 0;

  function data(flags: number, credential: Buffer = Buffer.alloc(0)): Buffer {
    const head = Buffer.alloc(5);
    head.writeUInt8(flags);
    head.writeUInt32BE((counter += 1), 1);
    return Buffer.concat([createHash('sha256').update('localhost').digest(), head, credential]);
  }

  const answer = (response: Record<string, Buffer>) => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    response: Object.fromEntries(
      Object.entries(response).map(([name, value]) => [name, value.toString('base64url')]),
    ),
  });

  return {
    id: id.toString('base64url'),
    register(ceremony) {
      const size = Buffer.from([0, id.length]);
      const credential = Buffer.concat([Buffer.alloc(16), size, id, cose]);
      const authData = data(flagsOf(ceremony) | HAS_CREDENTIAL, credential);
      // {"fmt": "none", "attStmt": {}, "authData": bytes}
      const attestationObject = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
        Buffer.from([0x58, authData.length]),
        authData,
      ]);
      return answer({ clientDataJSON: client('webauthn.create', ceremony), attestationObject });
    },
    signIn(ceremony) {
      const clientDataJSON = client('webauthn.get', ceremony);
      const authenticatorData = data(flagsOf(ceremony));
      const signature = createSign('sha256')
        .update(authenticatorData)
        .update(createHash('sha256').update(clientDataJSON).digest())
        .sign(privateKey);
      return answer({ clientDataJSON, authenticatorData, signature });
    },
  };
}

function client(type: string, { challenge, origin = 'http://localhost:3000' }: Ceremony): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function flagsOf({ verified = true }: Ceremony): number {
  return USER_PRESENT | (verified ? USER_VERIFIED : 0);
}
