import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A message as the server took it. */
export interface TakenMail {
  readonly to: readonly string[];
  /** Headers and body as they came over the wire. */
  readonly raw: string;
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
      onRcptTo({ address }, _session, callback) {
        if (!refused.has(address)) callback();
        else callback(Object.assign(new Error('5.1.1 no such mailbox'), { responseCode: 550 }));
      },
      onData(stream, { envelope }, callback) {
        text(stream).then((raw) => {
          taken.push({ to: envelope.rcptTo.map(({ address }) => address), raw });
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
