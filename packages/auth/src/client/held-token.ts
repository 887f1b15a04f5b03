/** A token as the browser holds it, with its times turned into those of this machine's clock. */
export interface HeldToken {
  text: string;
  /** Whose it is; compared, never shown. */
  subject: string;
  /** When to start renewing, in milliseconds of the local clock. */
  renewAt: number;
  /** When it ends, in milliseconds of the local clock. */
  endsAt: number;
}

/** When to renew. */
export interface RenewalOptions {
  /** When the request for the token was sent, in milliseconds of the local clock. */
  askedAt: number;
  renewBeforeSeconds: number;
  /** A number from 0 to 1, so that a hundred tabs do not renew in the same second. */
  random: number;
}

/**
 * Reads the times of a token. Only its span is taken from it, counted from when it was asked for,
 * so a wrong clock on this machine does no harm. Throws `TypeError` for anything that is not our
 * token. The signature is the server's business.
 */
export function holdToken(text: string, options: RenewalOptions): HeldToken {
  const claims = readClaims(text);
  const { sub, iat, exp } = claims;
  if (typeof sub !== 'string' || typeof iat !== 'number' || typeof exp !== 'number' || exp <= iat) {
    throw new TypeError('the answer of the token endpoint is not a token');
  }
  const span = (exp - iat) * 1000;
  const endsAt = options.askedAt + span;
  const early = options.renewBeforeSeconds * 1000 * (1 + options.random / 2);
  // A token cut short by its session's end must not be renewed at every use.
  const renewAt = endsAt - Math.min(early, span / 2);
  return { text, subject: sub, renewAt, endsAt };
}

function readClaims(text: string): Record<string, unknown> {
  const payload = text.split('.')[1] ?? '';
  try {
    const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : {};
  } catch {
    // The caller reports every unreadable token alike.
    return {};
  }
}

/**
 * Whose a token is, unverified: only to notice that a browser's cookie now belongs to somebody
 * else. Undefined when it cannot be read.
 */
export function subjectOf(text: string): string | undefined {
  const { sub } = readClaims(text);
  return typeof sub === 'string' ? sub : undefined;
}
