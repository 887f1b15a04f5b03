import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { createMailer } from './mailer.ts';

const user = { id: 'user-1', email: 'ann@example.com' };
const link = 'https://parley.example/reset-password?token=abc123';

interface Received {
  from: string;
  to: string[];
  message: string;
}

/** A real SMTP server that keeps what it is given. */
async function mailServer(
  options: { refuse?: boolean } = {},
): Promise<{ url: string; received: Received[] } & AsyncDisposable> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, done) => done(options.refuse ? new Error('no such box') : null),
    onData: (stream, session, done) => {
      let message = '';
      stream.on('data', (chunk: Buffer) => (message += chunk.toString()));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        received.push({ from, to: rcptTo.map((rcpt) => rcpt.address), message });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

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

  it('mails the link, and logs neither it nor the address', async () => {
    await using server = await mailServer();
    const { log, text } = recorder();
    const mailer = createMailer({
      smtpUrl: server.url,
      from: 'Parley <parley@parley.example>',
      log,
    });
    mailer.resetPassword(user, link);
    await mailer.close();
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ from: 'parley@parley.example', to: [user.email] });
    expect(server.received[0]?.message).toContain('Subject: Reset your Parley password');
    expect(server.received[0]?.message.replace(/=\r\n/g, '').replaceAll('=3D', '=')).toContain(
      link,
    );
    expect(text()).toBe('');
  });

  it.each([
    ['refuses the address', async () => mailServer({ refuse: true })],
    [
      'is not there',
      async () => {
        const server = await mailServer();
        await server[Symbol.asyncDispose]();
        return { url: server.url, [Symbol.asyncDispose]: async () => {} };
      },
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
});
