import { expect, it } from 'vitest';
import { createTestApp } from './app-kit.ts';

it('says once in the log that the proxies in front are not those of the settings', async () => {
  await using app = await createTestApp();
  const ask = (headers: Record<string, string>) =>
    app.request('/api/auth/get-session', { headers });
  await ask({});
  expect(app.log()).not.toContain('TRUSTED_PROXIES');
  await ask({ 'x-forwarded-for': '192.0.2.1' });
  await ask({ 'x-forwarded-for': '192.0.2.2' });
  expect(app.log().match(/TRUSTED_PROXIES/g)).toHaveLength(1);
  expect(app.log()).not.toContain('192.0.2.');
});
