import type { Transporter } from 'nodemailer';
import { withinTime } from '../lifecycle/within-time.ts';
import type { Logger } from '../log/logger.ts';

/** Who gets a mail. */
export interface MailReader {
  id: string;
  email: string;
}

/** What a mail says, and what the log says where there is no mail server. */
interface Message {
  subject: string;
  lines: string[];
  logged: string;
}

/** Sends the mail that Parley has to send. */
export interface Mailer {
  /**
   * Gives a user the link that resets the password. Returns at once and never throws: whether a
   * mail server answers must change neither the answer nor its time, which would tell a stranger
   * which addresses have an account.
   */
  resetPassword(user: MailReader, link: string): void;
  /** Gives a user the link that signs in, in the same way. */
  signInLink(user: MailReader, link: string): void;
  /**
   * Waits for mail under way and closes the connections. What a mail server has not taken after
   * `patienceMs` is given up, and the log says so. @default as long as it takes
   */
  close(patienceMs?: number): Promise<void>;
}

/** What a mailer needs. */
export interface MailerOptions {
  /** `smtp://` or `smtps://`; without it the link is written to the log. */
  smtpUrl?: string;
  /** The sender, as in a From header. */
  from: string;
  log: Logger;
}

/** Makes a mailer; the SMTP client is loaded with the first mail. */
export function createMailer(options: MailerOptions): Mailer {
  const { smtpUrl, from, log } = options;
  const underWay = new Set<Promise<void>>();
  let transport: Promise<Transporter> | undefined;

  const send = async (url: string, to: string, { subject, lines }: Message): Promise<void> => {
    transport ??= import('nodemailer').then(({ createTransport }) =>
      createTransport({
        url,
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 20_000,
      }),
    );
    await (await transport).sendMail({ from, to, subject, text: lines.join('\n\n') });
  };

  const post = (user: MailReader, link: string, message: Message): void => {
    if (smtpUrl === undefined) {
      log.warn({ userId: user.id, link }, `${message.logged}; set SMTP_URL to mail the link`);
      return;
    }
    const sent = send(smtpUrl, user.email, message).catch((error: unknown) => {
      log.error({ userId: user.id, err: error }, 'mail could not be sent; check SMTP_URL');
    });
    underWay.add(sent);
    void sent.finally(() => underWay.delete(sent));
  };

  return {
    resetPassword: (user, link) => post(user, link, resetMessage(link)),
    signInLink: (user, link) => post(user, link, signInMessage(link)),
    async close(patienceMs) {
      const ends = Promise.all(underWay);
      await (patienceMs === undefined ? ends : withinTime(ends, patienceMs));
      if (underWay.size > 0) log.error({ mails: underWay.size }, 'mail was given up');
      if (transport) (await transport).close();
    },
  };
}

function resetMessage(link: string): Message {
  return {
    subject: 'Reset your Parley password',
    lines: [
      'Somebody asked for a new password for your Parley account.',
      `If that was you, open this link: ${link}`,
      'If it was not, do nothing: your password stays as it is.',
    ],
    logged: 'password reset requested',
  };
}

function signInMessage(link: string): Message {
  return {
    subject: 'Sign in to Parley',
    lines: [
      'Somebody asked for a link to sign in to your Parley account.',
      `If that was you, open this link within 15 minutes: ${link}`,
      'If it was not, do nothing, and pass the link on to nobody.',
    ],
    logged: 'link to sign in requested',
  };
}
