import { makeSignature } from 'better-auth/crypto';

/** HMAC-SHA256 in base64, as Better Auth appends it to a cookie's value. */
const SIGNED = /^(?<value>.+)\.(?<signature>[A-Za-z0-9+/]{43}=)$/s;

/** What {@link resignCookies} goes by. */
export interface ResignOptions {
  /** How the names of our cookies begin. */
  prefix: string;
  secret: string;
  previousSecrets: readonly string[];
}

/**
 * The request as if its cookies had been signed with the secret in force: one of ours that carries
 * the signature of a secret before it gets the present one. So a change of the secret signs nobody
 * out. Everything else passes unchanged; without previous secrets the very same request comes back.
 */
export async function resignCookies(request: Request, options: ResignOptions): Promise<Request> {
  const { previousSecrets } = options;
  const header = request.headers.get('cookie');
  if (header === null || previousSecrets.length === 0) return request;
  const cookies = header.split(';').map((pair) => pair.trim());
  const resigned = await Promise.all(cookies.map((pair) => resign(pair, options)));
  if (resigned.every((pair, index) => pair === cookies[index])) return request;
  const headers = new Headers(request.headers);
  headers.set('cookie', resigned.join('; '));
  return new Request(request, { headers });
}

async function resign(pair: string, options: ResignOptions): Promise<string> {
  const end = pair.indexOf('=');
  const name = pair.slice(0, end);
  if (end === -1 || !name.startsWith(options.prefix)) return pair;
  const parts = SIGNED.exec(decode(pair.slice(end + 1)))?.groups;
  const { value = '', signature = '' } = parts ?? {};
  for (const secret of options.previousSecrets) {
    if (value === '' || !isSame(await makeSignature(value, secret), signature)) continue;
    const renewed = `${value}.${await makeSignature(value, options.secret)}`;
    return `${name}=${encodeURIComponent(renewed)}`;
  }
  return pair;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not ours, then: ours are always encoded well.
    return '';
  }
}

/** Takes as long for a wrong signature as for a right one. */
function isSame(left: string, right: string): boolean {
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index += 1) {
    difference |= left.charCodeAt(index) ^ right.charCodeAt(index);
  }
  return difference === 0;
}
