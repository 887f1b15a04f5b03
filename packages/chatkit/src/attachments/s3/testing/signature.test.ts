import { expect, test } from 'vitest';
import type { Account, RawRequest } from './signature.ts';
import { signatureProblem } from './signature.ts';

// The requests and signatures are the examples of Amazon's S3 reference, "Authenticating Requests".
const account: Account = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  now: new Date('2013-05-24T00:00:00Z'),
};
const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const scope = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';

function signed(
  method: string,
  target: string,
  options: { names: string; signature: string; headers?: Record<string, string>; body?: string },
): RawRequest {
  const { names, signature, headers = {}, body = '' } = options;
  return {
    method,
    target,
    body: new TextEncoder().encode(body),
    headers: {
      host: 'examplebucket.s3.amazonaws.com',
      'x-amz-date': '20130524T000000Z',
      'x-amz-content-sha256': nothing,
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope},SignedHeaders=${names},Signature=${signature}`,
    },
  };
}

const usual = 'host;x-amz-content-sha256;x-amz-date';
const published: [string, RawRequest][] = [
  [
    'GET of a range',
    signed('GET', '/test.txt', {
      names: 'host;range;x-amz-content-sha256;x-amz-date',
      headers: { range: 'bytes=0-9' },
      signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    }),
  ],
  [
    'PUT',
    signed('PUT', '/test%24file.text', {
      names: 'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
      headers: {
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      },
      body: 'Welcome to Amazon S3.',
      signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    }),
  ],
  [
    'GET of a subresource',
    signed('GET', '/?lifecycle', {
      names: usual,
      signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    }),
  ],
  [
    'listing',
    signed('GET', '/?max-keys=2&prefix=J', {
      names: usual,
      signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    }),
  ],
];

const presigned: RawRequest = {
  method: 'GET',
  target: `/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(scope)}&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`,
  headers: { host: 'examplebucket.s3.amazonaws.com' },
  body: new Uint8Array(),
};

test.each([...published, ['presigned GET', presigned] as const])(
  'accepts the published example: %s',
  (_title, request) => {
    expect(signatureProblem(request, account)).toBeNull();
  },
);

test('refuses an example that was changed in any part', () => {
  const [, [, put] = ['', presigned]] = published;
  const { headers } = put;
  const problems = [
    { ...put, method: 'GET' },
    { ...put, target: '/other' },
    { ...put, body: new Uint8Array(1) },
    { ...put, headers: { ...headers, 'x-amz-storage-class': 'STANDARD' } },
    { ...put, headers: { ...headers, 'x-amz-acl': 'public-read' } },
    { ...put, headers: { ...headers, authorization: '' } },
    { ...presigned, target: presigned.target.replace('86400', '86401') },
  ].map((request) => signatureProblem(request, account));
  expect(problems).toEqual([
    'SignatureDoesNotMatch',
    'SignatureDoesNotMatch',
    'XAmzContentSHA256Mismatch',
    'SignatureDoesNotMatch',
    'AccessDenied',
    'AccessDenied',
    'SignatureDoesNotMatch',
  ]);
});

test('refuses another account, another region, and what is too old', () => {
  const at = (now: string): Account => ({ ...account, now: new Date(now) });
  const [[, get] = ['', presigned]] = published;
  expect(signatureProblem(get, { ...account, secretAccessKey: 'x' })).toBe('SignatureDoesNotMatch');
  expect(signatureProblem(get, { ...account, region: 'x' })).toBe('InvalidAccessKeyId');
  expect(signatureProblem(get, at('2013-05-24T00:15:01Z'))).toBe('RequestTimeTooSkewed');
  expect(signatureProblem(presigned, at('2013-05-25T00:00:00Z'))).toBeNull();
  expect(signatureProblem(presigned, at('2013-05-25T00:00:01Z'))).toBe('AccessDenied');
});
