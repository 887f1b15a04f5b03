import { expect, it } from 'vitest';
import { createLookForSignIn } from './look-for-sign-in.ts';
import { createSessionGate } from './session-gate.ts';
import { createSessionStore } from './session.ts';
import type { SessionUser } from './session.ts';

const ada = { id: 'u1', name: 'Ada', email: 'ada@example.com' };
const bob = { id: 'u2', name: 'Bob', email: 'bob@example.com' };

/** Ada's page, waiting for a sign-in or not, and what came of looking for one. */
async function look(fetchUser: () => Promise<SessionUser | null>, isWaiting = true) {
  const session = createSessionStore(async () => null);
  session.set(ada);
  const gate = createSessionGate();
  let asked = 0;
  let left = 0;
  const restored: boolean[] = [];
  if (isWaiting)
    void gate
      .enter()()
      .then((answer) => restored.push(answer));
  await createLookForSignIn({
    fetchUser: () => {
      asked += 1;
      return fetchUser();
    },
    departures: { leave: () => void (left += 1) },
    gate,
    session,
  })();
  return { asked, left, restored, state: gate.state() };
}

it('lets the same person go on', async () => {
  const seen = await look(async () => ada);
  expect(seen).toEqual({ asked: 1, left: 0, restored: [true], state: 'open' });
});

it('leaves before anybody else', async () => {
  const seen = await look(async () => bob);
  expect(seen).toMatchObject({ left: 1, restored: [] });
});

it.each([
  ['nobody', async () => null],
  ['no answer', () => Promise.reject(new TypeError('fetch failed'))],
])('keeps the prompt for %s', async (_, fetchUser) => {
  const seen = await look(fetchUser);
  expect(seen).toEqual({ asked: 1, left: 0, restored: [], state: 'waiting' });
});

it('asks nothing while nobody waits', async () => {
  expect(await look(async () => bob, false)).toMatchObject({ asked: 0, left: 0 });
});
