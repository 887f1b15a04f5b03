import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { freePort } from '@parley/testing/free-port';
import { describe, expect, it } from 'vitest';
import { mailServer } from '../../test/mail-server.ts';
import { createLogger } from '../log/logger.ts';
import { createMailer } from './mailer.ts';

const user = { id: 'user-1', email: 'ann@example.com' };
const link = 'https://parley.example/reset-password?token=abc123';

function recorder(): { log: ReturnType<typeof createLogger>; text(): string } {
  const lines: string[] = [];
  const log = createLogger({ level: 'info', stream: { write: (line) => void lines.push(line) } });
  return { log, text: () => lines.join('') };
}

describe('createMailer', () => {
  it('writes the link to the log while no mail server is set', async () => {
    const { log, text } = recorder();
    const mailer = createMailer({ from: 'Parley <parley@localhost>', log });
    mailer.resetPassword(user, link);
    await mailer.close();
    expect(JSON.parse(text())).toMatchObject({ level: 'warn', userId: 'user-1', link });
    expect(text()).not.toContain(user.email);
  });

  it.each([
    ['resetPassword', 'Reset your Parley password'],
    ['signInLink', 'Sign in to Parley'],
  ] as const)('%s mails the link, and logs neither it nor the address', async (kind, subject) => {
    await using server = await mailServer();
    const { log, text } = recorder();
    const mailer = createMailer({
      smtpUrl: server.url,
      from: 'Parley <parley@parley.example>',
      log,
    });
    mailer[kind](user, link);
    await mailer.close();
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ from: 'parley@parley.example', to: [user.email] });
    expect(server.received[0]?.message).toContain(`Subject: ${subject}`);
    expect(server.received[0]?.message).toContain(link);
    expect(text()).toBe('');
  });

  it.each([
    ['refuses the address', async () => mailServer({ refuse: true })],
    [
      'is not there',
      async () => ({
        url: `smtp://127.0.0.1:${await freePort()}`,
        [Symbol.asyncDispose]: async () => {},
      }),
    ],
  ])('logs that mail failed, without whom, when the server %s', async (_, start) => {
    await using server = await start();
    const { log, text } = recorder();
    const mailer = createMailer({ smtpUrl: server.url, from: 'Parley <parley@localhost>', log });
    mailer.resetPassword(user, link);
    await mailer.close();
    expect(JSON.parse(text())).toMatchObject({ level: 'error', userId: 'user-1' });
    expect(text()).not.toContain(user.email);
    expect(text()).not.toContain('abc123');
  });

  it('gives mail up at the end that the server does not take, and says so', async () => {
    const calls: Socket[] = [];
    const silent = createServer((call) => calls.push(call)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { log, text } = recorder();
    const smtpUrl = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const mailer = createMailer({ smtpUrl, from: 'Parley <parley@localhost>', log });
    mailer.resetPassword(user, link);
    await mailer.close(200);
    expect(JSON.parse(text())).toMatchObject({ level: 'error', mails: 1 });
    for (const call of calls) call.destroy();
    silent.close();
    await mailer.close();
  });
});
