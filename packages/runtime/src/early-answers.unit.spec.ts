import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { createBareServer } from './bare-server.ts';
import { RouteTable } from './route-table.ts';

const BODY = Buffer.alloc(8 * 1_048_576, ' ');
const TIMES = 10;

it('tells whoever sends more than is taken, also one that reads nothing before all of it is sent', async () => {
  const app = createBareServer({}, new RouteTable());
  app.post('/', async () => 'all of it');
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as { port: number };
  for (let time = 0; time < TIMES; time += 1) {
    const socket = connect(port, '127.0.0.1');
    socket.pause();
    const headers = `host: h\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}`;
    socket.write(`POST / HTTP/1.1\r\n${headers}\r\n\r\n`);
    await new Promise((sent, failed) => {
      socket.once('error', failed);
      socket.write(BODY, sent);
    });
    const coming = once(socket, 'data');
    socket.resume();
    const [answer] = (await coming) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 413 .*body-too-large/s);
    socket.destroy();
  }
  await app.close();
});
