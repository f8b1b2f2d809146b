import { request as begin, createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MAX_DOCUMENT_BYTES } from '@mdtf/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { OWNERS, type Owner } from './owners.ts';
import { startPortal } from './portal.ts';

let stack = new AsyncDisposableStack();
afterEach(async () => {
  await stack.disposeAsync();
  stack = new AsyncDisposableStack();
});

/** Where documents of a proposal go, through a portal in front of a service that reads bodies as told. */
async function documentsAt(read: (request: IncomingMessage) => Promise<number>): Promise<string> {
  const server = createServer((request, response) => {
    const say = (status: number) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    read(request).then(say, () => say(500));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stack.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const service = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const portal = await startPortal({
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    trustedProxies: [],
    development: false,
    services: Object.fromEntries(OWNERS.map((owner) => [owner, service])) as Record<Owner, string>,
    identity: { tokenUrl: `${service}/token`, clientId: 'mdtf-portal', clientSecret: 's' },
  });
  stack.use(portal);
  return `${portal.url}/v1/funds/imdp/proposals/P1/documents?title=Budget`;
}

const send = (url: string, body: AsyncIterable<Uint8Array>) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/pdf', 'idempotency-key': 'k' },
    body: ReadableStream.from(body),
    duplex: 'half',
  } as RequestInit);

const PIECE = Buffer.alloc(1_048_576);

describe('a document on its way through the portal', () => {
  it('passes as it comes, whatever the bound of other bodies is', async () => {
    const begun = Promise.withResolvers<void>();
    let came = 0;
    const url = await documentsAt(async (request) => {
      for await (const piece of request) {
        came += (piece as Buffer).length;
        begun.resolve();
      }
      return 201;
    });
    async function* body() {
      yield PIECE;
      // Nothing more is sent before the service has the beginning.
      await begun.promise;
      for (let sent = PIECE.length; sent < MAX_DOCUMENT_BYTES; sent += PIECE.length) yield PIECE;
    }
    expect((await send(url, body())).status).toBe(201);
    expect(came).toBe(MAX_DOCUMENT_BYTES);
  });

  it('breaks off at the service where it breaks off before the portal', async () => {
    const brokeOff = Promise.withResolvers<string>();
    const begun = Promise.withResolvers<void>();
    const url = await documentsAt(async (request) => {
      try {
        for await (const _ of request) begun.resolve();
        brokeOff.resolve('came whole');
      } catch (error) {
        brokeOff.resolve((error as NodeJS.ErrnoException).code ?? '');
      }
      return 500;
    });
    async function* body() {
      yield PIECE;
      await begun.promise;
      throw new Error('the line went dead');
    }
    await expect(send(url, body())).rejects.toThrow();
    expect(await brokeOff.promise).toBe('ECONNRESET');
  });

  it('is refused by what is said of it, before any of it comes', async () => {
    const url = await documentsAt(async ({ headers }) =>
      Number(headers['content-length']) > MAX_DOCUMENT_BYTES ? 413 : 500,
    );
    const headers = { 'content-type': 'application/pdf', 'content-length': String(MAX_DOCUMENT_BYTES + 1) };
    const sent = begin(url, { method: 'POST', agent: false, headers });
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      sent.once('response', resolve).once('error', reject).flushHeaders(),
    );
    expect((await answered).statusCode).toBe(413);
    sent.destroy();
  });

  it('is answered by the service’s refusal while it still comes', async () => {
    const url = await documentsAt(async () => 413);
    async function* body() {
      for (let n = 0; n < 8; n += 1) yield PIECE;
    }
    expect((await send(url, body())).status).toBe(413);
  });
});
