import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A message as the server took it. */
export interface TakenMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** The name that the message keeps when it is sent again. */
  readonly id: string;
}

/** A real SMTP server on the loopback address; it may refuse recipients, be slow to say so, and be away. */
export interface MailServer extends AsyncDisposable {
  /** smtp://127.0.0.1:port, the same after it was away. */
  readonly url: string;
  readonly taken: readonly TakenMail[];
  /** Recipients that are refused for good from now on: 550. */
  refuse(address: string): void;
  /** Takes nothing and answers nobody until it is back. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

/** Starts a mail server on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const taken: TakenMail[] = [];
  const refused = new Set<string>();
  let port = 0;
  let server: SMTPServer | undefined;

  const listen = async (): Promise<void> => {
    const started = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      // Connections that rest are cut when it goes.
      closeTimeout: 50,
      onRcptTo({ address }, _session, callback) {
        if (!refused.has(address)) callback();
        else callback(Object.assign(new Error('5.1.1 no such mailbox'), { responseCode: 550 }));
      },
      onData(stream, { envelope }, callback) {
        text(stream).then((raw) => {
          taken.push(
            readMail(
              envelope.rcptTo.map(({ address }) => address),
              raw,
            ),
          );
          callback();
        }, callback);
      },
    });
    // Clients that break off are their own matter.
    started.on('error', () => {});
    await new Promise<void>((resolve) => started.listen(port, '127.0.0.1', resolve));
    port = (started.server.address() as { port: number }).port;
    server = started;
  };
  const close = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    if (closing !== undefined) await new Promise<void>((resolve) => closing.close(() => resolve()));
  };

  await listen();
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    refuse: (address) => void refused.add(address),
    goAway: close,
    comeBack: listen,
    [Symbol.asyncDispose]: close,
  };
}

function readMail(to: readonly string[], raw: string): TakenMail {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = new Map(
    head
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
  );
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  const body = rest.join('\r\n\r\n');
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? printable(body.replaceAll(/=\r\n/g, ''))
        : body;
  return {
    to,
    subject: words(headers.get('subject') ?? ''),
    text: text.trim(),
    id: headers.get('message-id') ?? '',
  };
}

/** Words that are encoded, as RFC 2047 has it; the blanks between two of them are nothing. */
const words = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : printable(word.replaceAll('_', ' ')),
    );

const printable = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
