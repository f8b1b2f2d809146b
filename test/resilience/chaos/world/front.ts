import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** One steady address before the replicas of a service, as a load balancer is: who does not answer gets nothing. */
export interface Front extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** While true nobody gets through, and whoever was through is cut off. */
  refuse(refusing: boolean): void;
}

interface Pair {
  readonly port: number;
  readonly client: Socket;
  readonly server: Socket;
}

const HOST = '127.0.0.1';
const LOOK_EVERY_MS = 300;
const ANSWER_WITHIN_MS = 1_500;
const MISSED_LOOKS = 2;

/** Listens on `port` and passes whole connections on to the ports that `replicas` names, in turn. */
export async function startFront(port: number, replicas: () => readonly number[]): Promise<Front> {
  const pairs = new Set<Pair>();
  const missed = new Map<number, number>();
  const stop = new AbortController();
  let refusing = false;
  let turn = 0;

  const cut = (meant: (pair: Pair) => boolean): void => {
    for (const pair of [...pairs].filter(meant)) {
      pair.client.resetAndDestroy();
      pair.server.resetAndDestroy();
    }
  };
  const isUp = (at: number): boolean => (missed.get(at) ?? 0) < MISSED_LOOKS;
  const next = (): number | undefined => {
    const all = replicas();
    const up = all.filter(isUp);
    turn += 1;
    // When none answers, whichever: it may just have come back.
    return (up.length > 0 ? up : all)[turn % Math.max(1, up.length || all.length)];
  };
  const server = createServer({ noDelay: true }, (client) => {
    client.on('error', () => {});
    const at = refusing ? undefined : next();
    if (at === undefined) return void client.resetAndDestroy();
    const backend = connect({ host: HOST, port: at, noDelay: true });
    const pair = { port: at, client, server: backend };
    pairs.add(pair);
    backend.on('error', () => missed.set(at, MISSED_LOOKS));
    for (const [one, other] of [
      [client, backend],
      [backend, client],
    ] as const) {
      one.pipe(other);
      one.on('close', () => {
        pairs.delete(pair);
        other.destroySoon();
      });
    }
  });
  await listen(server, port);
  const looking = lookAfter(replicas, stop.signal, (at, answers) => {
    missed.set(at, answers ? 0 : (missed.get(at) ?? 0) + 1);
    if (!isUp(at)) cut((pair) => pair.port === at);
  });
  return {
    port,
    url: `http://${HOST}:${port}`,
    refuse(now) {
      refusing = now;
      if (now) cut(() => true);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await looking;
      const closed = new Promise((resolve) => server.close(resolve));
      cut(() => true);
      await closed;
    },
  };
}

/** Asks each replica again and again whether it lives, all at once, and tells. */
async function lookAfter(
  replicas: () => readonly number[],
  stop: AbortSignal,
  tell: (port: number, answers: boolean) => void,
): Promise<void> {
  while (!stop.aborted) {
    await Promise.all(replicas().map(async (port) => tell(port, await lives(port))));
    await pause(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => {});
  }
}

const lives = (port: number): Promise<boolean> =>
  fetch(`http://${HOST}:${port}/health/live`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve());
  });
}
