import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived, quoted-printable undone. */
export interface ReceivedMail {
  from: string;
  to: string[];
  message: string;
}

/** A real SMTP server that keeps what it is given. */
export interface MailServer extends AsyncDisposable {
  url: string;
  received: ReceivedMail[];
  /** The next mail that nobody has taken yet, now or later. */
  next(): Promise<ReceivedMail>;
}

/** Starts one on a free port. @param options.refuse turns every address away. */
export async function mailServer(options: { refuse?: boolean } = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const waiting: ((mail: ReceivedMail) => void)[] = [];
  let taken = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, done) => done(options.refuse ? new Error('no such box') : null),
    onData: (stream, session, done) => {
      let raw = '';
      stream.on('data', (chunk: Buffer) => (raw += chunk.toString()));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((recipient) => recipient.address),
          message: raw.replace(/=\r\n/g, '').replaceAll('=3D', '='),
        };
        received.push(mail);
        const taker = waiting.shift();
        if (taker) {
          taken += 1;
          taker(mail);
        }
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    next: () => {
      const mail = received[taken];
      if (mail === undefined) return new Promise((resolve) => waiting.push(resolve));
      taken += 1;
      return Promise.resolve(mail);
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
