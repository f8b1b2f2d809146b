import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { MailText } from '../domain/notices/mail-texts.ts';

/** What the mail server said: took it, refuses this recipient for good, or was not to be reached or wants it later. */
export type SendOutcome =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'refused'; readonly code: string }
  | { readonly outcome: 'later'; readonly code: string | null; readonly away: boolean };

/** Sends one message after another over a few connections to one mail server. */
export interface MailSender {
  /** `id` names the message for good: where it is sent twice, mail programs know it for the same. */
  send(to: string, mail: MailText, id: string): Promise<SendOutcome>;
  close(): void;
}

export interface MailSettings {
  /** smtp://user:password@host:587, or smtps://…:465. */
  readonly url: string;
  /** `Name of the fund <fund@example.org>` */
  readonly from: string;
}

const MAX_CONNECTIONS = 3;
const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

/** A sender over SMTP. */
export function createMailSender({ url, from }: MailSettings): MailSender {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: MAX_CONNECTIONS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^@>\s]+)>?\s*$/.exec(from)?.[1] ?? 'mdtf.invalid';
  return {
    async send(to, { subject, text }, id) {
      const messageId = `<${createHash('sha256').update(id).digest('hex').slice(0, 40)}@${domain}>`;
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          messageId,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { outcome: 'accepted' };
      } catch (error) {
        return outcomeOf(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}

interface SmtpError {
  readonly responseCode?: number;
  readonly command?: string;
}

/** Only what is said about the recipient or the message refuses it; of the sender or the sign-in it is ours to mend. */
function outcomeOf({ responseCode, command = '' }: SmtpError): SendOutcome {
  if (responseCode === undefined) return { outcome: 'later', code: null, away: true };
  const code = String(responseCode);
  const isAbout = command === 'RCPT TO' || command === 'DATA' || command === 'API';
  if (responseCode >= 500 && isAbout) return { outcome: 'refused', code };
  return { outcome: 'later', code, away: false };
}
