import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { createBareServer } from './bare-server.ts';
import { RouteTable } from './route-table.ts';

it('ends a request whose JSON does not come, and waits on for a file that began before it', async () => {
  const app = createBareServer({ limits: { requestTimeoutMs: 50 } }, new RouteTable());
  app.addContentTypeParser('*', (_request, stream, done) => void stream.on('end', () => done(null)).resume());
  app.post('/', async () => 'all of it');
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as { port: number };
  const begin = (headers: string, body: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\nhost: h\r\nconnection: close\r\n${headers}\r\n\r\n${body}`);
    return { socket, answer: text(socket) };
  };
  const file = begin('content-type: application/pdf\r\ncontent-length: 6', 'begun');
  const said = begin('content-type: application/json\r\ncontent-length: 100000', '"begun');
  const unsaid = begin('content-type: application/json\r\ntransfer-encoding: chunked', '6\r\n"begun\r\n');
  for (const { answer } of [said, unsaid]) expect(await answer).toMatch(/^HTTP\/1.1 408 /);
  file.socket.write('.');
  expect(await file.answer).toMatch(/^HTTP\/1.1 200 /);
  await app.close();
});
