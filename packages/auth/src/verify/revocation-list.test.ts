import { expect, test } from 'vitest';
import { createRevocationList } from './revocation-list.ts';
import type { AuthContext } from './types.ts';

const START = 1_800_000_000_000;
const auth: AuthContext = {
  userId: 'user-1',
  sessionId: 'session-1',
  tokenId: 'token-1',
  name: '',
  issuedAt: new Date(START),
  expiresAt: new Date(START + 600_000),
};

test('a session, a token and a user are told apart', () => {
  for (const kind of ['session', 'token'] as const) {
    const list = createRevocationList();
    for (const id of ['user-1', kind === 'session' ? 'token-1' : 'session-1', 'other']) {
      list.revoke({ kind, id });
    }
    expect(list.isRevoked(auth)).toBe(false);
    list.revoke({ kind, id: `${kind}-1` });
    expect(list.isRevoked(auth)).toBe(true);
  }
});

test('a token without an id is not revoked by one', () => {
  const list = createRevocationList();
  list.revoke({ kind: 'token', id: 'undefined' });
  const { tokenId: _, ...withoutId } = auth;
  expect(list.isRevoked(withoutId)).toBe(false);
});

test('of a user the tokens issued before the moment are revoked, and the latest moment holds', () => {
  const list = createRevocationList();
  const before = (ms: number) =>
    list.revoke({ kind: 'user', id: 'user-1', notBefore: new Date(START + ms) });
  before(0);
  expect(list.isRevoked(auth)).toBe(false);
  before(1);
  expect(list.isRevoked(auth)).toBe(true);
  before(-1);
  expect(list.isRevoked(auth)).toBe(true);
});

test('a revocation is forgotten when no token it could end still lives, and not before', () => {
  const clock = { ms: START };
  const list = createRevocationList({ now: () => clock.ms, retainSeconds: 60 });
  list.revoke({ kind: 'session', id: 'session-1' });
  clock.ms += 59_999;
  list.revoke({ kind: 'session', id: 'session-2' });
  expect([list.isRevoked(auth), list.size]).toEqual([true, 2]);
  clock.ms += 1;
  list.revoke({ kind: 'token', id: 'x' });
  expect([list.isRevoked(auth), list.size]).toEqual([false, 2]);
});

test('a revocation that is said again is remembered from then on', () => {
  const clock = { ms: START };
  const list = createRevocationList({ now: () => clock.ms, retainSeconds: 60 });
  list.revoke({ kind: 'session', id: 'session-1' });
  clock.ms += 50_000;
  list.revoke({ kind: 'session', id: 'session-1' });
  clock.ms += 50_000;
  list.revoke({ kind: 'token', id: 'x' });
  expect(list.isRevoked(auth)).toBe(true);
});

test('listeners are told after each revocation, and not after their end', () => {
  const list = createRevocationList();
  const seen: boolean[] = [];
  const listener = (): void => void seen.push(list.isRevoked(auth));
  const [end, endOther] = [list.subscribe(listener), list.subscribe(listener)];
  list.revoke({ kind: 'token', id: 'x' });
  end();
  end();
  list.revoke({ kind: 'session', id: 'session-1' });
  endOther();
  list.revoke({ kind: 'token', id: 'y' });
  expect(seen).toEqual([false, false, true]);
});

test('a memory of no length is refused', () => {
  expect(() => createRevocationList({ retainSeconds: 0 })).toThrow(RangeError);
});
