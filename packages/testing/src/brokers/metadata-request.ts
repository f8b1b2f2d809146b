import { connect } from 'node:net';
import { LOOPBACK } from './ports.ts';

const METADATA = 3;
const VERSION = 1;
const NO_TOPICS = 0;
const ANSWER_BYTES_MAX = 1_048_576;

/** The ids of the brokers that serve clients now, as a node's plain listener tells them; undefined while it does not answer. */
export function servingBrokers(port: number, timeoutMs: number): Promise<readonly number[] | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: LOOPBACK });
    const finish = (brokers: readonly number[] | undefined) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(brokers);
    };
    const timer = setTimeout(() => finish(undefined), timeoutMs);
    let answer = Buffer.alloc(0);
    socket.once('connect', () => socket.write(metadataRequest()));
    socket.on('data', (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk]);
      const length = answer.length < 4 ? undefined : answer.readInt32BE(0);
      if (length !== undefined && (length < 0 || length > ANSWER_BYTES_MAX)) finish(undefined);
      else if (length !== undefined && answer.length >= 4 + length) finish(brokersIn(answer));
    });
    socket.once('error', () => finish(undefined));
    socket.once('close', () => finish(undefined));
  });
}

function metadataRequest(): Buffer {
  const client = Buffer.from('mdtf');
  const body = Buffer.alloc(10 + client.length + 4);
  body.writeInt16BE(METADATA, 0);
  body.writeInt16BE(VERSION, 2);
  body.writeInt32BE(1, 4);
  body.writeInt16BE(client.length, 8);
  client.copy(body, 10);
  body.writeInt32BE(NO_TOPICS, 10 + client.length);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}

/** After size and correlation id: the count, then for each broker id, host, port and rack. */
function brokersIn(answer: Buffer): readonly number[] {
  let at = 8;
  const count = answer.readInt32BE(at);
  at += 4;
  return Array.from({ length: count }, () => {
    const id = answer.readInt32BE(at);
    at += 4;
    at += 2 + answer.readInt16BE(at) + 4;
    at += 2 + Math.max(0, answer.readInt16BE(at));
    return id;
  });
}
