import type { CredentialWatch } from './credential-watch.ts';
import type { AuthResult, InvalidTokenCode } from './types.ts';
import type { Verifier } from './verifier.ts';

const NONE: AuthResult = { kind: 'none' };
/** RFC 6750 §2.1 over RFC 9110 §11.4: the scheme in any case, one or more spaces, one token. */
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;
const SCHEME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+(?: |$)/;

/** What reading credentials may be given beside the verifier. */
export interface AuthenticateOptions {
  /** Told of each good token, so that open streams of its session outlive the older one. */
  credentials?: Pick<CredentialWatch, 'renew'>;
}

/**
 * Makes the function that reads a request's credentials: exactly one `Authorization: Bearer`
 * header. A token in the query (`access_token`) is refused, a cookie is never looked at, another
 * scheme counts as no credentials, and `OPTIONS` never authenticates. Never throws.
 */
export function createAuthenticate(
  verifier: Verifier,
  { credentials }: AuthenticateOptions = {},
): (request: Request) => Promise<AuthResult> {
  return async (request) => {
    if (request.method === 'OPTIONS') return NONE;
    if (hasQueryToken(request.url)) return invalid('TOKEN_IN_QUERY');
    const header = request.headers.get('authorization');
    if (header === null) return NONE;
    const token = BEARER.exec(header)?.[1];
    if (token === undefined) {
      return isOtherScheme(header) ? NONE : invalid('AUTHORIZATION_MALFORMED');
    }
    const result = await verifier.verify(token);
    if (result.kind === 'signed-in') credentials?.renew(result.auth);
    return result;
  };
}

/** RFC 6750 §2.3 allows the query form; §5.3 says why nobody should. */
function hasQueryToken(url: string): boolean {
  return url.includes('?') && new URL(url).searchParams.has('access_token');
}

/** `Headers` joins two headers by a comma, so a second bearer may hide behind another scheme. */
function isOtherScheme(header: string): boolean {
  const scheme = SCHEME.exec(header)?.[0].trim().toLowerCase();
  return scheme !== undefined && scheme !== 'bearer' && !/,\s*bearer(?:\s|$)/i.test(header);
}

function invalid(code: InvalidTokenCode): AuthResult {
  return { kind: 'invalid', code };
}
