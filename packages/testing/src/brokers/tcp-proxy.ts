import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { followConversation } from './kafka-frames.ts';
import { LOOPBACK } from './ports.ts';

/** What the requests that faults are about have as their API key. */
export const apiKeys = { produce: 0, fetch: 1, metadata: 3, offsetCommit: 8 } as const;

/** What becomes of an answer: it is passed on, it vanishes, or it vanishes and its connection is cut. */
export type AnswerFate = 'pass' | 'drop' | 'cut';

export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  readonly address: string;
  /** Connections open now. */
  readonly connections: number;
  /** Answers that vanished so far. */
  readonly droppedAnswers: number;
  /**
   * From now on decides of each whole answer, by the API key of its request, what becomes of it; requests go through.
   * Only for plain listeners: what is encrypted has no keys to read.
   */
  decideAnswers(decide: (apiKey: number) => AnswerFate): void;
  /** Nothing goes through in either direction, nothing is lost, new connections wait as well; until `resume`. */
  stall(): void;
  resume(): void;
  /** Resets every connection, of both sides. */
  cut(): void;
  /** While true new connections are reset at once; those that are open stay. */
  refuse(refusing: boolean): void;
  stop(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly broker: Socket;
}

/** What a proxy has been told, and what came of it. */
interface Orders {
  readonly pairs: Set<Pair>;
  decide: (apiKey: number) => AnswerFate;
  stalled: boolean;
  refusing: boolean;
  droppedAnswers: number;
}

/** A proxy of the loopback address in front of one of its ports, on a port of its own, that passes all until told otherwise. */
export async function startTcpProxy(target: number | (() => number)): Promise<TcpProxy> {
  const orders: Orders = {
    pairs: new Set(),
    decide: () => 'pass',
    stalled: false,
    refusing: false,
    droppedAnswers: 0,
  };
  const server = createServer({ noDelay: true }, (client) => {
    client.on('error', () => {});
    if (orders.refusing) return client.resetAndDestroy();
    const port = typeof target === 'number' ? target : target();
    return join({ client, broker: connect({ host: LOOPBACK, port, noDelay: true }) }, orders);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, host: LOOPBACK }, resolve);
  });
  return handleOf(server, orders);
}

function handleOf(server: Server, orders: Orders): TcpProxy {
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    for (const pair of orders.pairs) reset(pair);
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      cut();
    });
  return {
    port,
    address: `${LOOPBACK}:${port}`,
    get connections() {
      return orders.pairs.size;
    },
    get droppedAnswers() {
      return orders.droppedAnswers;
    },
    decideAnswers: (decide) => {
      orders.decide = decide;
    },
    stall: () => {
      orders.stalled = true;
      for (const pair of orders.pairs) pause(pair);
    },
    resume: () => {
      orders.stalled = false;
      for (const { client, broker } of orders.pairs) for (const socket of [client, broker]) socket.resume();
    },
    cut,
    refuse: (refusing) => {
      orders.refusing = refusing;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Lets a client and a broker speak with each other, as ordered, until one of them leaves. */
function join(pair: Pair, orders: Orders): void {
  const { client, broker } = pair;
  const conversation = followConversation();
  let fate: AnswerFate = 'pass';
  orders.pairs.add(pair);
  for (const [socket, other] of [
    [client, broker],
    [broker, client],
  ] as const) {
    socket.on('error', () => {});
    socket.on('end', () => other.end());
    socket.on('close', () => {
      orders.pairs.delete(pair);
      other.destroySoon();
    });
  }
  client.on('data', (chunk: Buffer) => {
    conversation.asked(chunk);
    send(chunk, client, broker, orders);
  });
  broker.on('data', (chunk: Buffer) => {
    for (const { apiKey, first, bytes } of conversation.answered(chunk)) {
      if (first) fate = orders.decide(apiKey);
      if (first && fate !== 'pass') orders.droppedAnswers += 1;
      if (fate === 'cut') return reset(pair);
      if (fate === 'pass') send(bytes, broker, client, orders);
    }
  });
  if (orders.stalled) pause(pair);
}

/** Passes bytes on, reading no more of their source while they cannot leave. */
function send(bytes: Buffer, from: Socket, to: Socket, orders: Orders): void {
  if (to.write(bytes) || from.isPaused()) return;
  from.pause();
  to.once('drain', () => {
    if (!orders.stalled) from.resume();
  });
}

function pause({ client, broker }: Pair): void {
  client.pause();
  broker.pause();
}

function reset({ client, broker }: Pair): void {
  client.resetAndDestroy();
  broker.resetAndDestroy();
}
