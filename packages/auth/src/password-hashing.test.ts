import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { expect, test } from 'vitest';
import { createPasswordHashing, createQueue } from './password-hashing.ts';

/** Jobs that end when told to. */
function manualJobs() {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const job = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => {
      ends.push(resolve);
    });
    running -= 1;
  };
  return { job, ends, most: () => most, running: () => running };
}

test('no more than so many at once, in order of arrival', async () => {
  const inTurn = createQueue({ concurrent: 2, waiting: 10 });
  const jobs = manualJobs();
  const done: number[] = [];
  const all = [0, 1, 2, 3, 4].map(async (index) => {
    await inTurn(jobs.job);
    done.push(index);
  });
  for (let ended = 0; ended < 5; ended += 1) {
    await expect.poll(() => jobs.ends.length).toBeGreaterThan(ended);
    expect(jobs.running()).toBeLessThanOrEqual(2);
    jobs.ends[ended]?.();
  }
  await Promise.all(all);
  expect(done).toEqual([0, 1, 2, 3, 4]);
  expect(jobs.most()).toBe(2);
});

test('beyond the queue the answer is 503 with Retry-After', async () => {
  const inTurn = createQueue({ concurrent: 1, waiting: 1 });
  const jobs = manualJobs();
  const running = inTurn(jobs.job);
  const waiting = inTurn(jobs.job);
  await expect(inTurn(jobs.job)).rejects.toMatchObject({
    statusCode: 503,
    body: { code: 'SIGN_IN_BUSY' },
    headers: { 'retry-after': '5' },
  });
  jobs.ends[0]?.();
  await running;
  await expect.poll(() => jobs.ends.length).toBe(2);
  jobs.ends[1]?.();
  await waiting;
});

test('a job that fails makes room like any other', async () => {
  const inTurn = createQueue({ concurrent: 1, waiting: 1 });
  await expect(inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await inTurn(async () => 1)).toBe(1);
});

test('a password is verified by its hash and by no other', async () => {
  const { hash, verify } = createPasswordHashing();
  const stored = await hash('correct horse');
  expect(stored).not.toContain('correct horse');
  expect(await verify({ hash: stored, password: 'correct horse' })).toBe(true);
  expect(await verify({ hash: stored, password: 'Correct horse' })).toBe(false);
});

test('hashes are Better Auth’s own, in both directions', async () => {
  const { hash, verify } = createPasswordHashing();
  const password = 'ﬁve cafés';
  const ours = await hash(password);
  expect(await verifyPassword({ hash: ours, password })).toBe(true);
  expect(await verify({ hash: await hashPassword(password), password })).toBe(true);
  expect(await verify({ hash: ours, password: 'five cafés' })).toBe(true);
  expect(await verify({ hash: ours, password: 'four cafés' })).toBe(false);
});

test('what is no hash is an error, and the next password is hashed', async () => {
  const { hash, verify } = createPasswordHashing({ concurrent: 1, waiting: 1 });
  await expect(verify({ hash: 'nonsense', password: 'x' })).rejects.toThrow(TypeError);
  await expect(hash(Symbol('x') as never)).rejects.toThrow('could not be cloned');
  expect(await hash('x')).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
});
