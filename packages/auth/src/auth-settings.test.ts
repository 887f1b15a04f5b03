import { describe, expect, test } from 'vitest';
import { AuthError } from './auth-error.ts';
import { readAuthSettings } from './auth-settings.ts';
import type { AuthOptions } from './auth-settings.ts';

function read(options: Partial<AuthOptions>) {
  return readAuthSettings({
    database: {},
    schema: {},
    secret: 's'.repeat(32),
    issuer: 'https://parley.example',
    audience: 'parley',
    sendResetPassword: async () => undefined,
    ...options,
  });
}

describe('origins', () => {
  const good = [
    'https://parley.example',
    'https://parley.example:8443',
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ];
  const bad = [
    '',
    'parley.example',
    '//parley.example',
    'https://parley.example/',
    'https://parley.example/app',
    'https://parley.example?x',
    'https://parley.example#x',
    'https://Parley.example',
    'https://parley.example:443',
    'https://user@parley.example',
    'http://parley.example',
    'http://192.168.0.4:3000',
    'http://localhost.evil.example',
    'ftp://parley.example',
    'https://*.parley.example',
    'null',
    '*',
  ];

  test.each(good)('%s is an issuer and may be trusted', (origin) => {
    expect(read({ issuer: origin, trustedOrigins: [origin] })).toMatchObject({ issuer: origin });
  });

  test.each(bad)('%j is neither', (origin) => {
    expect(() => read({ issuer: origin })).toThrow(/^issuer must be/);
    expect(() => read({ trustedOrigins: [origin] })).toThrow(/^trustedOrigins must be/);
  });
});

test.each<[string, Partial<AuthOptions>, RegExp]>([
  ['no audience', { audience: [] }, /^audience/],
  ['an empty audience', { audience: '' }, /^audience/],
  ['a blank audience', { audience: ['parley', ' '] }, /^audience/],
  ['no secret', { secret: '', isProduction: false }, /^secret/],
  ['a short secret in production', { secret: 's'.repeat(31) }, /^secret/],
  ['a token of seconds', { tokenLifetimeSeconds: 9 }, /^tokenLifetimeSeconds/],
  ['a token of hours', { tokenLifetimeSeconds: 3601 }, /^tokenLifetimeSeconds/],
  ['a token of half seconds', { tokenLifetimeSeconds: 60.5 }, /^tokenLifetimeSeconds/],
  ['a token of no number', { tokenLifetimeSeconds: Number.NaN }, /^tokenLifetimeSeconds/],
  ['another algorithm', { tokenAlgorithm: 'HS256' as 'EdDSA' }, /^tokenAlgorithm/],
  ['an empty secret from before', { previousSecrets: [''] }, /^previousSecrets/],
  ['verifiers that ask every second', { verifierCacheSeconds: 59 }, /^verifierCacheSeconds/],
  ['verifiers that ask every other day', { verifierCacheSeconds: 86_401 }, /^verifierCacheSeconds/],
  [
    'a key that signs before it is known',
    { keyRotationSeconds: 4559 },
    /^keyRotationSeconds.*4560/,
  ],
  ['a key for ever', { keyRotationSeconds: 31_536_001 }, /^keyRotationSeconds/],
])('%s is refused, by name', (_title, options, message) => {
  expect(() => read(options)).toThrow(message);
  expect(() => read(options)).toThrow(AuthError);
});

test('the defaults', () => {
  expect(read({})).toMatchObject({
    audience: ['parley'],
    trustedOrigins: [],
    tokenLifetimeSeconds: 600,
    isProduction: true,
    previousSecrets: [],
    tokenAlgorithm: 'EdDSA',
    keyRotationSeconds: 30 * 86_400,
    verifierCacheSeconds: 3600,
  });
  expect(read({ secret: 'short', isProduction: false }).secret).toBe('short');
});

test('the secret in force is none from before', () => {
  const { secret } = read({});
  expect(read({ previousSecrets: ['older', secret] }).previousSecrets).toEqual(['older']);
});
