import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

/** A request as the receiver got it. */
export interface ReceivedHook {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real HTTP server on the loopback address that takes what is posted to it, and answers what it is told to. */
export interface HookReceiver extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly received: readonly ReceivedHook[];
  /** From now on; 200 at first. */
  answer(status: number): void;
  /** Answers nobody from now on; what is let go then gets its answer, unless it has gone. */
  hold(): () => void;
}

/** Starts a receiver on a free port. */
export async function startHookReceiver(): Promise<HookReceiver> {
  const received: ReceivedHook[] = [];
  let status = 200;
  let held = Promise.resolve();
  const server = createServer((request, response) => {
    text(request).then(
      async (body) => {
        received.push({ headers: request.headers, body });
        await held;
        // A redirect leads to itself: whoever followed it would come again.
        response.writeHead(status, status >= 300 && status < 400 ? { location: '/' } : {}).end('thanks');
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    port,
    received,
    answer: (given) => {
      status = given;
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
