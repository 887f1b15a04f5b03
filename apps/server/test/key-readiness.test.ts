import { afterEach, expect, it, vi } from 'vitest';
import { freePort } from '@parley/testing/free-port';
import { askReadiness } from '../src/doctor/ready-hop.ts';
import { listen } from '../src/lifecycle/listen.ts';
import { createTestApp } from './app-kit.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** Past what the process remembers of the keys. */
function later(): void {
  const now = Date.now();
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(now + 6000);
}

it.each([
  ['missing', 'delete from jwks', 'pnpm keys rotate'],
  ['unavailable', 'alter table jwks rename to gone', 'cannot be read now'],
])(
  'keys that are %s make the server not ready, close the token door and are named by the doctor',
  async (state, change, advice) => {
    await using app = await createTestApp();
    const user = await app.signUp();
    expect((await app.request('/readyz')).status).toBe(200);
    await app.db.query(change);
    later();
    const ready = await app.request('/readyz');
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'unavailable', database: 'ok', keys: state },
    ]);
    const port = await freePort();
    const server = await listen(app.app, { port, host: '127.0.0.1' });
    try {
      await expect(askReadiness(`http://127.0.0.1:${port}`)).rejects.toThrow(advice);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    const refused = await app.request('/api/auth/token', { headers: { cookie: user.cookie } });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
  },
);
