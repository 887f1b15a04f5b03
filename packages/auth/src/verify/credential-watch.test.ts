import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCredentialWatch } from './credential-watch.ts';
import { createRevocationList } from './revocation-list.ts';
import type { AuthContext } from './types.ts';

const START = 1_800_000_000_000;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

function tokenFor(seconds: number, other: Partial<AuthContext> = {}): AuthContext {
  const [issuedAt, expiresAt] = [new Date(), new Date(Date.now() + seconds * 1000)];
  return { userId: 'user-1', sessionId: 'session-1', name: '', issuedAt, expiresAt, ...other };
}

function setUp() {
  const revocations = createRevocationList();
  const credentials = createCredentialWatch({ revocations });
  const ends: string[] = [];
  const watch = (auth: AuthContext): (() => void) =>
    credentials.watch(auth, (why) => ends.push(`${auth.sessionId} ${why}`));
  return { revocations, credentials, ends, watch };
}

test('a stream ends when its token does, to the millisecond', () => {
  const { ends, watch } = setUp();
  watch(tokenFor(60));
  vi.advanceTimersByTime(59_999);
  expect(ends).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ends).toEqual(['session-1 TOKEN_EXPIRED']);
  expect(vi.getTimerCount()).toBe(0);
});

test('a token that lives beyond the longest timer is waited for', () => {
  const { ends, watch } = setUp();
  watch(tokenFor(3_000_000));
  vi.advanceTimersByTime(2_999_999_999);
  expect(ends).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ends).toHaveLength(1);
});

test('a newer token of the same session and user carries the stream on', () => {
  const { credentials, ends, watch } = setUp();
  watch(tokenFor(60));
  vi.advanceTimersByTime(50_000);
  credentials.renew(tokenFor(60));
  vi.advanceTimersByTime(59_000);
  expect(ends).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(ends).toEqual(['session-1 TOKEN_EXPIRED']);
});

test.each<[string, number, Partial<AuthContext>]>([
  ['of another session', 600, { sessionId: 'session-2' }],
  ['of another user with the same session id', 600, { userId: 'user-2' }],
  ['that ends earlier', 1, {}],
])('a token %s does not', (_title, seconds, other) => {
  const { credentials, ends, watch } = setUp();
  watch(tokenFor(60));
  credentials.renew(tokenFor(seconds, other));
  vi.advanceTimersByTime(59_999);
  expect(ends).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ends).toEqual(['session-1 TOKEN_EXPIRED']);
});

test('a revocation ends the streams it means, at once and once', () => {
  const { revocations, ends, watch } = setUp();
  watch(tokenFor(60));
  watch(tokenFor(60));
  watch(tokenFor(60, { sessionId: 'session-2' }));
  revocations.revoke({ kind: 'session', id: 'session-1' });
  revocations.revoke({ kind: 'session', id: 'session-1' });
  expect(ends).toEqual(['session-1 TOKEN_REVOKED', 'session-1 TOKEN_REVOKED']);
  vi.advanceTimersByTime(60_000);
  expect(ends.at(-1)).toBe('session-2 TOKEN_EXPIRED');
});

test('what was revoked before the watch began ends it, though not before it is in place', async () => {
  const { revocations, ends, watch } = setUp();
  revocations.revoke({ kind: 'session', id: 'session-1' });
  watch(tokenFor(60));
  expect(ends).toEqual([]);
  await Promise.resolve();
  expect(ends).toEqual(['session-1 TOKEN_REVOKED']);
});

test('a stream that ended by itself is not called back and leaves nothing behind', () => {
  const { revocations, ends, watch } = setUp();
  const stop = watch(tokenFor(60));
  const stopOther = watch(tokenFor(60));
  stop();
  stop();
  stopOther();
  revocations.revoke({ kind: 'session', id: 'session-1' });
  vi.advanceTimersByTime(60_000);
  expect(ends).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
