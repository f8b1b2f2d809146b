import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echoServer } from '../test/echo-service.ts';

let app: FastifyInstance;
let authorization: string;
let port: number;
const logged: string[] = [];

beforeAll(async () => {
  const server = await echoServer();
  app = server.app;
  authorization = `Bearer ${await server.token('treasurer-1')}`;
  app.addHook('onError', async (_request, _reply, error) => {
    logged.push(error.message);
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = app.server.address() as { port: number });
});
afterAll(() => app.close());

const note = { text: 'hello', amount: { amount: '1.00', currency: 'USD' } };

/** Sends bytes as they are, and gives back all that comes until the connection closes. */
function wire(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (data) => {
      text += String(data);
    });
    socket.on('close', () => resolve(text));
  });
}

const typeOf = (answer: { json(): { type?: string } }): string | undefined =>
  answer.json().type?.replace('urn:mdtf:problem:', '');

describe('a request that is not quite HTTP', () => {
  it.each([
    ['without a Host', 'GET /v1/funds HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'malformed-request'],
    [
      'with an expectation',
      'POST /v1/bulk HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n',
      417,
      'expectation-failed',
    ],
    ['for a tunnel', 'CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n', 405, 'method-not-allowed'],
  ])('is answered with a problem: one %s', async (_, bytes, status, type) => {
    const answer = await wire(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).toContain(`urn:mdtf:problem:${type}`);
  });

  it('in HTTP/1.0 needs no Host', async () => {
    expect(await wire('GET /health/live HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('media types', () => {
  it.each(['latin1', '"iso-8859-1"', 'UTF-16'])('JSON in %s is refused: JSON is UTF-8', async (charset) => {
    const headers = {
      authorization,
      'idempotency-key': 'c1',
      'content-type': `application/json; charset=${charset}`,
    };
    const answer = await app.inject({ method: 'POST', url: '/v1/funds/imdp/notes', headers, payload: '{}' });
    expect([answer.statusCode, typeOf(answer)]).toEqual([415, 'unsupported-media-type']);
  });

  it.each(['utf-8', '"UTF-8"'])('JSON in %s is taken', async (charset) => {
    const headers = {
      authorization,
      'idempotency-key': charset,
      'content-type': `application/json; charset=${charset}`,
    };
    const url = '/v1/funds/imdp/notes';
    const answer = await app.inject({ method: 'POST', url, headers, payload: JSON.stringify(note) });
    expect(answer.statusCode).toBe(201);
  });

  it('an empty Accept asks for nothing in particular', async () => {
    const headers = { authorization, accept: '' };
    expect((await app.inject({ url: '/v1/funds/imdp/notes', headers })).statusCode).toBe(200);
  });
});

describe('paths', () => {
  it.each(['/openapi.json', '/health/live'])('%s says what it takes', async (url) => {
    const refused = await app.inject({ method: 'DELETE', url });
    expect([refused.statusCode, refused.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
    const options = await app.inject({ method: 'OPTIONS', url });
    expect([options.statusCode, options.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });

  it('the log that all funds share is no fund', async () => {
    for (const method of ['GET', 'POST'] as const) {
      const headers = { authorization, 'idempotency-key': 'p1' };
      const payload = method === 'POST' ? { payload: note } : {};
      const answer = await app.inject({ method, url: '/v1/funds/platform/notes', headers, ...payload });
      expect([answer.statusCode, typeOf(answer)]).toEqual([404, 'fund-not-found']);
    }
  });

  it('whole numbers in a query are written with digits', async () => {
    for (const limit of ['1e2', '0x10', '1.5', '+1', '%201', '']) {
      const answer = await app.inject({
        url: `/v1/funds/imdp/notes?limit=${limit}`,
        headers: { authorization },
      });
      expect([limit, answer.statusCode, answer.json().detail]).toEqual([
        limit,
        400,
        'query.limit must be a whole number.',
      ]);
    }
  });
});
