import type { Transporter } from 'nodemailer';
import type { Logger } from '../log/logger.ts';

/** Sends the mail that Parley has to send. */
export interface Mailer {
  /**
   * Gives a user the link that resets the password. Returns at once and never throws: whether a
   * mail server answers must change neither the answer nor its time, which would tell a stranger
   * which addresses have an account.
   */
  resetPassword(user: { id: string; email: string }, link: string): void;
  /** Waits for mail under way and closes the connections. */
  close(): Promise<void>;
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

  const send = async (url: string, to: string, link: string): Promise<void> => {
    transport ??= import('nodemailer').then(({ createTransport }) =>
      createTransport({
        url,
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 20_000,
      }),
    );
    await (await transport).sendMail({ from, to, ...resetMessage(link) });
  };

  return {
    resetPassword(user, link) {
      if (smtpUrl === undefined) {
        log.warn(
          { userId: user.id, link },
          'password reset requested; set SMTP_URL to mail the link',
        );
        return;
      }
      const sent = send(smtpUrl, user.email, link).catch((error: unknown) => {
        log.error({ userId: user.id, err: error }, 'mail could not be sent; check SMTP_URL');
      });
      underWay.add(sent);
      void sent.finally(() => underWay.delete(sent));
    },
    async close() {
      await Promise.all(underWay);
      if (transport) (await transport).close();
    },
  };
}

function resetMessage(link: string): { subject: string; text: string } {
  return {
    subject: 'Reset your Parley password',
    text: [
      'Somebody asked for a new password for your Parley account.',
      `If that was you, open this link: ${link}`,
      'If it was not, do nothing: your password stays as it is.',
    ].join('\n\n'),
  };
}
