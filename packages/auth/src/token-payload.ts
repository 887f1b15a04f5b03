/** The session a token is made from, as Better Auth hands it over. */
export interface TokenSession {
  user: { name: string };
  session: { id: string; expiresAt: Date };
}

/** The claims beside those the plugin sets itself (`iss`, `aud`, `sub`). */
export interface TokenPayload {
  sid: string;
  jti: string;
  name: string;
  iat: number;
  exp: number;
}

/** Longer names are refused at the door; a row from elsewhere must not blow up the token. */
const MAX_NAME_CHARACTERS = 100;

/**
 * The payload of a token: the session's id, an id of its own (RFC 7519 §4.1.7), the name to greet
 * with, and an end that is never after the session's own. Nothing else of the user leaves the
 * database.
 */
export function tokenPayload(source: TokenSession, lifetimeSeconds: number): TokenPayload {
  const iat = Math.floor(Date.now() / 1000);
  const sessionEnd = Math.floor(source.session.expiresAt.getTime() / 1000);
  return {
    sid: source.session.id,
    jti: crypto.randomUUID(),
    name: [...source.user.name].slice(0, MAX_NAME_CHARACTERS).join(''),
    iat,
    exp: Math.min(iat + lifetimeSeconds, sessionEnd),
  };
}
