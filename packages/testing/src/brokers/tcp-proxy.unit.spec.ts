import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiKeys, startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const { produce, fetch } = apiKeys;

/** A request as Kafka frames it. */
function request(apiKey: number, correlation: number, body = ''): Buffer {
  const frame = Buffer.alloc(12 + body.length);
  frame.writeInt32BE(8 + body.length, 0);
  frame.writeInt16BE(apiKey, 4);
  frame.writeInt32BE(correlation, 8);
  frame.write(body, 12);
  return frame;
}

/** Answers every request with its correlation id and `answer` as often as a whole request came. */
function startBroker(heard: number[]): Promise<Server> {
  const server = createServer((socket) => {
    let rest = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
        heard.push(rest.readInt32BE(8));
        const answer = Buffer.alloc(14);
        answer.writeInt32BE(10, 0);
        answer.writeInt32BE(rest.readInt32BE(8), 4);
        answer.write('answer', 8);
        socket.write(answer);
        rest = rest.subarray(4 + rest.readInt32BE(0));
      }
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** A connection that is cut has an error as well, which is not the point. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

describe('a proxy before a broker', () => {
  const heard: number[] = [];
  let broker: Server;
  let proxy: TcpProxy;
  let client: Socket;

  beforeEach(async () => {
    heard.length = 0;
    broker = await startBroker(heard);
    proxy = await startTcpProxy((broker.address() as { port: number }).port);
    client = connect(proxy.port, '127.0.0.1');
    client.on('error', () => {});
    await once(client, 'connect');
  });
  afterEach(async () => {
    client.destroy();
    await proxy.stop();
    broker.close();
  });

  /** Correlation ids of so many answers, in the order they came. */
  async function answers(count: number): Promise<number[]> {
    let bytes = Buffer.alloc(0);
    while (bytes.length < count * 14)
      bytes = Buffer.concat([bytes, ...((await once(client, 'data')) as Buffer[])]);
    return Array.from({ length: count }, (_, index) => bytes.readInt32BE(index * 14 + 4));
  }

  it('passes requests and answers on, however they are cut into packets', async () => {
    const stream = Buffer.concat([
      request(produce, 1, 'a'.repeat(70_000)),
      request(fetch, 2),
      request(produce, 3),
    ]);
    for (const [from, to] of [
      [0, 3],
      [3, 11],
      [11, 40_000],
      [40_000, stream.length],
    ] as const)
      client.write(stream.subarray(from, to));
    expect(await answers(3)).toEqual([1, 2, 3]);
  });

  it('lets an answer vanish whole, and by the kind of its request: the broker has done what was asked', async () => {
    let drops = 0;
    proxy.decideAnswers((apiKey) => {
      if (apiKey !== produce || drops > 0) return 'pass';
      drops += 1;
      return 'drop';
    });
    client.write(Buffer.concat([request(fetch, 1), request(produce, 2), request(produce, 3)]));
    expect(await answers(2)).toEqual([1, 3]);
    expect(heard).toEqual([1, 2, 3]);
    expect(proxy.droppedAnswers).toBe(1);
  });

  it('cuts the connection in place of an answer', async () => {
    proxy.decideAnswers(() => 'cut');
    client.write(request(produce, 1));
    await closed(client);
    expect(heard).toEqual([1]);
    expect(proxy.connections).toBe(0);
  });

  it('holds everything back while stalled and loses nothing of it', async () => {
    client.write(request(produce, 1));
    expect(await answers(1)).toEqual([1]);
    proxy.stall();
    const late = connect(proxy.port, '127.0.0.1');
    await once(late, 'connect');
    late.write(request(fetch, 9));
    client.write(request(produce, 2));
    // A round trip past the proxy: had the requests gone through, they would have been heard before it.
    const beside = connect((broker.address() as { port: number }).port, '127.0.0.1');
    beside.write(request(fetch, 5));
    await once(beside, 'data');
    expect(heard).toEqual([1, 5]);
    proxy.resume();
    expect(await answers(1)).toEqual([2]);
    beside.destroy();
    late.destroy();
  });

  it('cuts what is open and, while it refuses, what is new', async () => {
    proxy.refuse(true);
    proxy.cut();
    await closed(client);
    const next = connect(proxy.port, '127.0.0.1');
    next.on('error', () => {});
    await closed(next);
    proxy.refuse(false);
    client = connect(proxy.port, '127.0.0.1');
    client.write(request(produce, 4));
    expect(await answers(1)).toEqual([4]);
  });
});
