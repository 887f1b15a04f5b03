import { describe, expect, test, vi } from 'vitest';
import {
  AUDIENCE,
  CLAIMS,
  ISSUER,
  JWKS,
  NOW,
  claiming,
  headed,
  mint,
  strangerKey,
} from '../../test/minter.ts';
import type { KeySource } from './key-source.ts';
import { createRevocationList } from './revocation-list.ts';
import { staticKeys } from './static-keys.ts';
import { createVerifier } from './verifier.ts';
import type { VerifierOptions } from './verifier.ts';

/** A key source that counts lookups and whose set can be changed. */
function countedKeys(): KeySource & { lookups: number; replace(jwks: unknown): void } {
  let source = staticKeys(JWKS);
  let version = 0;
  const counted = {
    lookups: 0,
    find(kid: string) {
      counted.lookups += 1;
      return source.find(kid);
    },
    version: () => version,
    replace(jwks: unknown) {
      source = staticKeys(jwks);
      version += 1;
    },
  };
  return counted;
}

function setUp(options: Partial<VerifierOptions> = {}) {
  const keys = countedKeys();
  const clock = { ms: NOW * 1000 };
  const now = () => clock.ms;
  const verifier = createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys, now, ...options });
  return { keys, clock, verifier };
}

test('a good token says who it speaks for', async () => {
  const { verifier } = setUp();
  expect(await verifier.verify(mint())).toEqual({
    kind: 'signed-in',
    auth: {
      userId: 'user-1',
      sessionId: 'session-1',
      name: 'Ada',
      issuedAt: new Date(CLAIMS.iat * 1000),
      expiresAt: new Date(CLAIMS.exp * 1000),
    },
  });
});

describe('memory of verified tokens', () => {
  test('a token seen before costs no key lookup', async () => {
    const { keys, verifier } = setUp();
    const first = await verifier.verify(mint());
    expect(await verifier.verify(mint())).toBe(first);
    expect(keys.lookups).toBe(1);
  });

  test('the memory of a token ends with the token', async () => {
    const { clock, verifier } = setUp();
    const token = mint();
    await verifier.verify(token);
    clock.ms = (CLAIMS.exp + 5) * 1000 - 1;
    expect((await verifier.verify(token)).kind).toBe('signed-in');
    clock.ms = (CLAIMS.exp + 5) * 1000;
    expect(await verifier.verify(token)).toEqual({ kind: 'invalid', code: 'TOKEN_EXPIRED' });
  });

  test('the memory of a token ends with its key', async () => {
    const { keys, verifier } = setUp();
    await verifier.verify(mint());
    keys.replace({ keys: JWKS.keys.slice(1) });
    expect(await verifier.verify(mint())).toEqual({ kind: 'invalid', code: 'KEY_UNKNOWN' });
  });

  test('a token whose key went while it was looked at is not remembered', async () => {
    const { keys, verifier } = setUp();
    const { find } = keys;
    keys.find = async (kid) => {
      const found = await find(kid);
      keys.find = find;
      keys.replace({ keys: JWKS.keys.slice(1) });
      // Another request meanwhile notices the new set.
      await verifier.verify('');
      return found;
    };
    expect((await verifier.verify(mint())).kind).toBe('signed-in');
    expect(await verifier.verify(mint())).toEqual({ kind: 'invalid', code: 'KEY_UNKNOWN' });
  });

  test('it is bounded and forgets the token used longest ago', async () => {
    const { keys, verifier } = setUp({ cacheSize: 2 });
    const [a, b, c] = ['a', 'b', 'c'].map((sub) => claiming({ sub })) as [string, string, string];
    await verifier.verify(a);
    await verifier.verify(b);
    await verifier.verify(a);
    await verifier.verify(c);
    expect(keys.lookups).toBe(3);
    await verifier.verify(a);
    expect(keys.lookups).toBe(3);
    await verifier.verify(b);
    expect(keys.lookups).toBe(4);
  });

  test('a refused token is not remembered', async () => {
    const { keys, verifier } = setUp();
    const forged = mint({ key: strangerKey });
    await verifier.verify(forged);
    await verifier.verify(forged);
    expect(keys.lookups).toBe(2);
  });

  test('size 0 turns it off', async () => {
    const { keys, verifier } = setUp({ cacheSize: 0 });
    await verifier.verify(mint());
    await verifier.verify(mint());
    expect(keys.lookups).toBe(2);
  });
});

describe('revocation', () => {
  test('a remembered token is refused from the moment it is revoked', async () => {
    const revocations = createRevocationList({ now: () => NOW * 1000 });
    const { keys, verifier } = setUp({ revocations });
    const other = claiming({ sid: 'session-2' });
    await verifier.verify(mint());
    await verifier.verify(other);
    revocations.revoke({ kind: 'session', id: 'session-1' });
    const refused = { kind: 'invalid', code: 'TOKEN_REVOKED' };
    expect(await verifier.verify(mint())).toEqual(refused);
    expect(await verifier.verify(mint())).toEqual(refused);
    expect((await verifier.verify(other)).kind).toBe('signed-in');
    // The refused one is not remembered, the other still is.
    expect(keys.lookups).toBe(3);
  });

  test('who is not who they claim to be learns nothing of what was revoked', async () => {
    const revocations = createRevocationList({ now: () => NOW * 1000 });
    revocations.revoke({ kind: 'session', id: 'session-1' });
    const { verifier } = setUp({ revocations });
    const forged = mint({ key: strangerKey });
    expect(await verifier.verify(forged)).toEqual({ kind: 'invalid', code: 'SIGNATURE_INVALID' });
  });
});

/** What the log is told of one refused token. */
async function told(token: string): Promise<unknown> {
  const refusals: unknown[] = [];
  const { verifier } = setUp({ onRefused: (refusal) => refusals.push(refusal) });
  await verifier.verify(token);
  expect(refusals).toHaveLength(1);
  return refusals[0];
}

describe('what a development log is told', () => {
  test.each<[string, string, { code: string; expected: string; actual: string }]>([
    [
      'an algorithm',
      headed({ alg: 'HS256', kid: 'key-1' }),
      { code: 'ALG_NOT_ALLOWED', expected: 'EdDSA or ES256 or RS256', actual: '"HS256"' },
    ],
    [
      'an issuer',
      claiming({ iss: 'http://localhost:3000' }),
      { code: 'ISSUER_MISMATCH', expected: ISSUER, actual: '"http://localhost:3000"' },
    ],
    [
      'a missing claim',
      claiming({ sid: undefined }),
      { code: 'CLAIM_MISSING', expected: 'sid', actual: 'nothing' },
    ],
    [
      'an end',
      claiming({ exp: NOW - 100, iat: NOW - 200 }),
      { code: 'TOKEN_EXPIRED', expected: `exp after ${NOW - 5}`, actual: String(NOW - 100) },
    ],
    [
      'the cookie of a session',
      `${'a'.repeat(32)}.signature`,
      {
        code: 'NOT_A_JWT',
        expected: 'three segments',
        actual: '"2 segments of 42 characters, which looks like a session cookie"',
      },
    ],
  ])('%s that was expected and that there was', async (_title, token, refusal) => {
    expect(await told(token)).toEqual(refusal);
  });

  test('what a stranger sent is cut and made harmless', async () => {
    const { actual } = (await told(claiming({ iss: `\u001b[31m\n${'é'.repeat(1000)}` }))) as {
      actual: string;
    };
    expect(actual).toMatch(/^[\x20-\x7e]{80}$/);
  });

  test('a token that is accepted says nothing', async () => {
    const refusals: unknown[] = [];
    const { verifier } = setUp({ onRefused: (refusal) => refusals.push(refusal) });
    await verifier.verify(mint());
    expect(refusals).toEqual([]);
  });
});

test('a log that throws is reported as uncaught, and the token is answered all the same', async () => {
  const reported: unknown[] = [];
  vi.stubGlobal('queueMicrotask', (job: () => void) => {
    try {
      job();
    } catch (error) {
      reported.push(error);
    }
  });
  const full = new Error('the disk is full');
  const { verifier } = setUp({
    onRefused: () => {
      throw full;
    },
  });
  const result = await verifier.verify('');
  vi.unstubAllGlobals();
  expect(result).toEqual({ kind: 'invalid', code: 'NOT_A_JWT' });
  expect(reported).toEqual([full]);
});

test('what is no text is no token', async () => {
  const { verifier } = setUp();
  for (const token of [undefined, null, 1, {}]) {
    const result = await verifier.verify(token as string);
    expect(result).toEqual({ kind: 'invalid', code: 'NOT_A_JWT' });
  }
});

test('what the gate refuses never reaches the keys', async () => {
  const { keys, verifier } = setUp();
  const refused = [
    '',
    'x'.repeat(1_000_000),
    headed({ alg: 'none', kid: 'key-1' }),
    headed({ alg: 'EdDSA', kid: 'k'.repeat(65) }),
    `${mint()}=`,
  ];
  for (const token of refused) expect((await verifier.verify(token)).kind).toBe('invalid');
  expect(keys.lookups).toBe(0);
});

test('keys that cannot be had say nothing about the token', async () => {
  const keys: KeySource = { find: async () => ({ kind: 'unavailable' }), version: () => 0 };
  const { verifier } = setUp({ keys });
  expect(await verifier.verify(mint())).toEqual({ kind: 'unavailable' });
});

test('one of several audiences is enough', async () => {
  const { verifier } = setUp({ audience: ['mcp', AUDIENCE] });
  expect((await verifier.verify(mint())).kind).toBe('signed-in');
  expect((await verifier.verify(claiming({ aud: ['mcp'] }))).kind).toBe('signed-in');
});

test.each<[string, Partial<VerifierOptions>]>([
  ['no issuer', { issuer: '' }],
  ['no audience', { audience: [] }],
  ['an empty audience', { audience: [''] }],
  ['a negative tolerance', { clockToleranceSeconds: -1 }],
  ['a tolerance beyond half a minute', { clockToleranceSeconds: 31 }],
  ['no algorithm', { algorithms: [] }],
  ['an algorithm nobody has', { algorithms: ['HS256' as never] }],
  ['no typ at all', { typ: [] }],
  ['no typ for an audience', { typ: { [AUDIENCE]: [] } }],
  ['a lifetime of zero', { maxLifetimeSeconds: 0 }],
  ['a lifetime beyond a day', { maxLifetimeSeconds: 86_401 }],
  ['a broken cache size', { cacheSize: 1.5 }],
])('%s is refused when the verifier is made', (_title, options) => {
  expect(() => setUp(options)).toThrow(/must/);
});
