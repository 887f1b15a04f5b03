import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it came over the wire. */
export interface RawRequest {
  method: string;
  /** Path and query, still encoded. */
  target: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
}

/** Who may ask, and when it is now. */
export interface Account {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
  now: Date;
}

const longest = 604_800;
const skewMs = 15 * 60_000;

/**
 * Checks Signature Version 4 as S3 does, for a header or a query, and says what is wrong with S3's
 * own code; null when nothing is. Written from Amazon's description, apart from any client.
 */
export function signatureProblem(request: RawRequest, account: Account): string | null {
  const url = new URL(request.target, 'http://s3.invalid');
  return url.searchParams.has('X-Amz-Signature')
    ? queryProblem(request, url, account)
    : headerProblem(request, url, account);
}

function headerProblem(request: RawRequest, url: URL, account: Account): string | null {
  const { authorization = '', 'x-amz-date': date = '' } = request.headers;
  const hash = request.headers['x-amz-content-sha256'] ?? '';
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  const [, credential = '', signedHeaders = '', signature = ''] = match ?? [];
  if (match === null) return 'AccessDenied';
  if (Math.abs(timeOf(date) - account.now.getTime()) > skewMs) return 'RequestTimeTooSkewed';
  if (hash !== 'UNSIGNED-PAYLOAD' && hash !== sha256(request.body)) {
    return 'XAmzContentSHA256Mismatch';
  }
  return mismatch({ request, url, account, credential, signedHeaders, signature, date, hash });
}

function queryProblem(request: RawRequest, url: URL, account: Account): string | null {
  const field = (name: string): string => url.searchParams.get(`X-Amz-${name}`) ?? '';
  const date = field('Date');
  const seconds = Number(field('Expires'));
  if (field('Algorithm') !== 'AWS4-HMAC-SHA256' || !(seconds >= 1 && seconds <= longest)) {
    return 'AuthorizationQueryParametersError';
  }
  const signature = field('Signature');
  url.searchParams.delete('X-Amz-Signature');
  const age = account.now.getTime() - timeOf(date);
  if (age > seconds * 1000 || age < -skewMs) return 'AccessDenied';
  return mismatch({
    request,
    url,
    account,
    credential: field('Credential'),
    signedHeaders: field('SignedHeaders'),
    signature,
    date,
    hash: 'UNSIGNED-PAYLOAD',
  });
}

function mismatch(given: {
  request: RawRequest;
  url: URL;
  account: Account;
  credential: string;
  signedHeaders: string;
  signature: string;
  date: string;
  hash: string;
}): string | null {
  const { request, url, account, signedHeaders, signature, date, hash } = given;
  const scope = `${date.slice(0, 8)}/${account.region}/s3/aws4_request`;
  const names = signedHeaders.split(';');
  if (given.credential !== `${account.accessKeyId}/${scope}`) return 'InvalidAccessKeyId';
  const mustBeSigned = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'));
  if (!['host', ...mustBeSigned].every((name) => names.includes(name))) return 'AccessDenied';
  const query = Array.from(url.searchParams, ([name, value]) => `${encode(name)}=${encode(value)}`);
  const canonical = [
    request.method,
    url.pathname
      .split('/')
      .map((part) => encode(decodeURIComponent(part)))
      .join('/'),
    query.toSorted().join('&'),
    ...names.map(
      (name) => `${name}:${(request.headers[name] ?? '').trim().replaceAll(/ +/g, ' ')}`,
    ),
    '',
    signedHeaders,
    hash,
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  let key: Uint8Array | string = `AWS4${account.secretAccessKey}`;
  for (const part of scope.split('/')) key = createHmac('sha256', key).update(part).digest();
  const expected = createHmac('sha256', key).update(text).digest('hex');
  const bytes = new TextEncoder();
  const isSame =
    signature.length === expected.length &&
    timingSafeEqual(bytes.encode(signature), bytes.encode(expected));
  return isSame ? null : 'SignatureDoesNotMatch';
}

function timeOf(date: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  const [year = 0, month = 0, ...rest] = (match ?? []).slice(1).map(Number);
  return match === null ? Number.NaN : Date.UTC(year, month - 1, ...rest);
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}
