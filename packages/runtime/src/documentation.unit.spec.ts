import {
  allocationRoutes,
  buildOpenApi,
  bulkRoutes,
  committeeRoutes,
  createClient,
  logRoutes,
  proposalsRoutes,
  type Route,
  reportingRoutes,
} from '@mdtf/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echoRoutes, echoServer } from '../test/echo-service.ts';

let app: FastifyInstance;
let token: string;
let baseUrl: string;

beforeAll(async () => {
  const server = await echoServer();
  app = server.app;
  token = await server.token('treasurer-1');
  baseUrl = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => app.close());

describe('the document', () => {
  it('tells of every route: roles, headers, answers and problems', async () => {
    const document = (await app.inject('/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    const { post, get } = document.paths['/v1/funds/{fundId}/notes'];
    expect(post['x-mdtf-roles']).toEqual(['treasurer', 'secretariat']);
    expect(post.security).toEqual([{ bearer: [] }]);
    expect(get.security).toEqual([{}, { bearer: [] }]);
    const statuses = [
      '201',
      '400',
      '401',
      '403',
      '404',
      '406',
      '409',
      '412',
      '413',
      '415',
      '422',
      '429',
      '503',
    ];
    expect(Object.keys(post.responses)).toEqual(statuses);
    expect(Object.keys(post.responses['201'].headers)).toEqual([
      'Location',
      'Mdtf-Position',
      'Idempotency-Replayed',
    ]);
    expect(Object.keys(get.responses['200'].content)).toEqual(['application/json', 'text/csv']);
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/v1/bulk']));
  });

  it('has every reference resolved, every operation named once, and is not sent twice to who has it', async () => {
    const answer = await app.inject('/openapi.json');
    expectResolved(answer.json());
    const again = await app.inject({
      url: '/openapi.json',
      headers: { 'if-none-match': answer.headers.etag as string },
    });
    expect(again.statusCode).toBe(304);
  });

  it('can be made of the whole system, the same each time', () => {
    const all = {
      ...committeeRoutes,
      ...proposalsRoutes,
      ...allocationRoutes,
      ...reportingRoutes,
      ...bulkRoutes,
      ...logRoutes,
    };
    const routes = Object.values(all) as unknown as Route[];
    const document = buildOpenApi(routes, { title: 't', version: '1' });
    expect(buildOpenApi([...routes].reverse(), { title: 't', version: '1' }).components).toEqual(
      document.components,
    );
    expectResolved(document);
    const operations = Object.values(document.paths as object).flatMap((path) =>
      Object.values(path as object),
    );
    expect(operations).toHaveLength(routes.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
  });

  it('is browsable without anything from the network', async () => {
    const page = await app.inject('/documentation/');
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const [, source] of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(source).not.toMatch(/^(https?:)?\/\//);
      const url = new URL(source as string, 'http://x/documentation/').pathname;
      expect([url, (await app.inject(url)).statusCode]).toEqual([url, 200]);
    }
  });
});

function expectResolved(document: object): void {
  const text = JSON.stringify(document);
  expect(text).not.toMatch(/\$defs/);
  for (const [, path] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const target = (path as string)
      .split('/')
      .reduce((at, step) => (at as Record<string, object>)?.[step] as object, document);
    expect([path, target === undefined]).toEqual([path, false]);
  }
}

describe('the client', () => {
  it('calls a route by its declaration and brings back what matters', async () => {
    const client = createClient({ baseUrl, token });
    const body = { id: 'n-1', text: 'h\u00e9llo', amount: { amount: '1.00', currency: 'USD' } };
    const input = {
      params: { fundId: 'imdp' },
      body,
      idempotencyKey: 'c1',
      provenance: { source: 'p\u00e9riode' },
      time: '2008-05-20T07:00:00Z',
    };
    const first = await client.call(echoRoutes.recordNote, input);
    expect(first).toEqual({
      ok: true,
      status: 201,
      body: { id: 'n-1', text: 'h\u00e9llo' },
      position: 'allocation/imdp/1',
      etag: undefined,
      location: '/v1/funds/imdp/notes/n-1',
      replayed: false,
    });
    expect((await client.call(echoRoutes.recordNote, input)).replayed).toBe(true);
  });

  it('brings a refusal back as a problem', async () => {
    const client = createClient({ baseUrl, token: async () => token });
    const missing = await client.call(echoRoutes.getNote, { params: { fundId: 'imdp', noteId: 'a/b ?' } });
    expect(missing).toMatchObject({ ok: false, status: 400 });
    const body = missing.ok ? undefined : missing.body.errors;
    expect(body).toMatchObject([{ field: 'path.noteId' }]);
    expect(
      await client.call(echoRoutes.getNote, {
        params: { fundId: 'imdp', noteId: 'n-1' },
        ifNoneMatch: '"3"',
      }),
    ).toMatchObject({ status: 304, etag: '"3"' });
  });

  it('leaves other formats to be read as they come', async () => {
    const client = createClient({ baseUrl, token });
    const input = {
      params: { fundId: 'imdp' },
      query: { limit: 5 },
      accept: 'text/csv',
      after: ['allocation/imdp/1'],
    };
    const response = await client.send(echoRoutes.listNotes, input);
    expect(await response.text()).toBe('id\r\nn-1\r\n');
  });
});

describe('health', () => {
  it('is live while the process answers, and ready as its checks say', async () => {
    expect((await app.inject('/health/live')).json()).toEqual({ live: true });
    const { app: notReady } = await echoServer({
      readiness: async () => ({ ready: false, checks: { database: 'down' } }),
    });
    const answer = await notReady.inject('/health/ready');
    expect([answer.statusCode, answer.json()]).toEqual([503, { ready: false, checks: { database: 'down' } }]);
    await notReady.close();
    const { app: failing } = await echoServer({ readiness: () => Promise.reject(new Error('no pool')) });
    expect((await failing.inject('/health/ready')).json()).toEqual({
      ready: false,
      checks: { readiness: 'no pool' },
    });
    await failing.close();
  });
});
