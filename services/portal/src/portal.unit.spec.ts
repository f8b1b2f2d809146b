import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { ALL_ROUTES, type Problem } from '@mdtf/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { OWNERS, type Owner } from './owners.ts';
import { type PortalLimits, startPortal } from './portal.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

let stack = new AsyncDisposableStack();
afterEach(async () => {
  await stack.disposeAsync();
  stack = new AsyncDisposableStack();
});

const json: (body: unknown, status?: number) => Answer =
  (body, status = 200) =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** A portal in front of services that answer as told; whoever is not told of is not there. */
async function portalTo(answers: Partial<Record<Owner | 'issuer', Answer>>, limits?: PortalLimits) {
  const urls: Record<string, string> = {};
  for (const name of [...OWNERS, 'issuer'] as const) {
    const answer = answers[name];
    const server = createServer((request, response) => void answer?.(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const close = async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    if (answer === undefined) await close();
    else stack.defer(close);
  }
  const portal = await startPortal(
    {
      host: '127.0.0.1',
      port: 0,
      logLevel: 'silent',
      trustedProxies: [],
      development: false,
      services: urls as Record<Owner, string>,
      identity: { tokenUrl: `${urls.issuer}/token`, clientId: 'mdtf-portal', clientSecret: 's' },
    },
    limits,
  );
  stack.use(portal);
  return portal.url;
}

const problemOf = async (answer: Response): Promise<Problem> => (await answer.json()) as Problem;

describe('a request', () => {
  it('goes to the service that owns its path, as it came, and the answer comes back as it is', async () => {
    const seen: { url?: string | undefined; headers?: IncomingMessage['headers']; body?: string } = {};
    const url = await portalTo({
      allocation: async (request, response) => {
        seen.url = request.url;
        seen.headers = request.headers;
        seen.body = await textOf(request);
        response.writeHead(201, {
          'content-type': 'application/json; charset=utf-8',
          location: '/v1/funds/imdp/contributions/c1',
          'mdtf-position': 'allocation/imdp/7',
          connection: 'keep-alive, x-hop',
          'x-hop': 'of this connection',
        });
        response.end('{ "id": "c1" }');
      },
    });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await fetch(`${url}/v1/funds/imdp/contributions?x=%2Fy`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer t',
        'content-type': 'application/json',
        'idempotency-key': 'k',
        'x-request-id': 'r-1',
        'x-forwarded-for': '203.0.113.9',
        traceparent,
      },
      body: '{"donor": "é"}',
    });
    expect([answer.status, await answer.text()]).toEqual([201, '{ "id": "c1" }']);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      location: '/v1/funds/imdp/contributions/c1',
      'mdtf-position': 'allocation/imdp/7',
      'x-request-id': 'r-1',
    });
    expect(answer.headers.has('x-hop')).toBe(false);
    expect([seen.url, seen.body]).toEqual(['/v1/funds/imdp/contributions?x=%2Fy', '{"donor": "é"}']);
    expect(seen.headers).toMatchObject({
      authorization: 'Bearer t',
      'idempotency-key': 'k',
      'x-request-id': 'r-1',
      'x-forwarded-for': '127.0.0.1',
      traceparent,
    });
  });

  it('has an id wherever it goes: a new one where it brought none that is fit to be logged', async () => {
    let seen: string | undefined;
    const url = await portalTo({
      committee: (request, response) => {
        seen = request.headers['x-request-id'] as string;
        response.end('{}');
      },
    });
    const answer = await fetch(`${url}/v1/funds/imdp`, { headers: { 'x-request-id': 'not fit\tto be' } });
    expect(seen).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('x-request-id')).toBe(seen);
  });

  it('is answered as the answer comes, before it has ended', async () => {
    const first = Promise.withResolvers<void>();
    const url = await portalTo({
      reporting: async (_, response) => {
        response.writeHead(200, { 'content-type': 'text/csv' }).write('begun\n');
        await first.promise;
        response.end('ended\n');
      },
    });
    const answer = await fetch(`${url}/v1/open-data/projects.csv`);
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('begun\n');
    first.resolve();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('ended\n');
  });

  it('is given up at the service when whoever asked goes away', async () => {
    const [arrived, gone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const url = await portalTo({
      committee: (request) => {
        request.socket.once('close', () => gone.resolve());
        arrived.resolve();
      },
    });
    const client = httpRequest(`${url}/v1/funds/imdp`);
    client.on('error', () => {});
    client.end();
    await arrived.promise;
    client.destroy();
    await gone.promise;
  });

  it('keeps its HEAD: headers of the answer and no body', async () => {
    const url = await portalTo({
      committee: (request, response) => {
        response.writeHead(request.method === 'HEAD' ? 200 : 500, { etag: '"7"' }).end();
      },
    });
    const answer = await fetch(`${url}/v1/funds/imdp`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([200, '"7"', '']);
  });
});

describe('a request that cannot be passed on', () => {
  it('is answered 404 or 405 without asking anybody', async () => {
    const url = await portalTo({});
    const nowhere = await fetch(`${url}/v1/nowhere`);
    expect([nowhere.status, (await problemOf(nowhere)).type]).toEqual([404, 'urn:mdtf:problem:no-such-path']);
    const wrong = await fetch(`${url}/v1/funds/imdp/ledger/accounts`, { method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it('says which service is away, and when to come back', async () => {
    const url = await portalTo({});
    const answer = await fetch(`${url}/v1/funds/imdp/ledger/accounts`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await problemOf(answer)).toMatchObject({
      type: 'urn:mdtf:problem:service-away',
      detail: expect.stringContaining('allocation'),
    });
  });

  it('says which service fell silent', async () => {
    const url = await portalTo({ allocation: () => {} }, { silenceMs: 20 });
    const answer = await fetch(`${url}/v1/funds/imdp/ledger/accounts`);
    expect([answer.status, (await problemOf(answer)).type]).toEqual([504, 'urn:mdtf:problem:service-silent']);
  });

  it('is sent away when more are under way than are passed on at once', async () => {
    const [arrived, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const url = await portalTo(
      {
        committee: async (_, response) => {
          arrived.resolve();
          await goOn.promise;
          response.end('{}');
        },
      },
      { maxUnderWay: 1 },
    );
    const one = fetch(`${url}/v1/funds/imdp`);
    await arrived.promise;
    const other = await fetch(`${url}/v1/funds/imdp`);
    expect([other.status, (await problemOf(other)).type]).toEqual([503, 'urn:mdtf:problem:too-busy']);
    goOn.resolve();
    expect((await one).status).toBe(200);
    const [later] = await Promise.all([fetch(`${url}/v1/funds/imdp`)]);
    expect(later.status).toBe(200);
  });
});

describe('what belongs to no one service', () => {
  const head = (fund: string) => ({
    fund,
    sequence: '1',
    leafHash: 'aa',
    recordedThrough: '2026-01-01T00:00:00Z',
  });

  it('is joined of all: the heads of the logs, or those of the one that is asked for', async () => {
    const logsOf = (service: string) => json({ logs: [{ service, heads: [head('imdp')], next: null }] });
    const url = await portalTo(Object.fromEntries(OWNERS.map((owner) => [owner, logsOf(owner)])));
    const all = (await (await fetch(`${url}/v1/logs/heads`)).json()) as { logs: { service: string }[] };
    expect(all.logs.map(({ service }) => service)).toEqual([...OWNERS]);
    const one = (await (await fetch(`${url}/v1/logs/heads?service=allocation`)).json()) as typeof all;
    expect(one.logs.map(({ service }) => service)).toEqual(['allocation']);
  });

  it('is refused as the committee refuses it: who may see a fund’s positions is the committee’s to say', async () => {
    const url = await portalTo({ committee: json({ type: 'urn:mdtf:problem:forbidden', status: 403 }, 403) });
    const answer = await fetch(`${url}/v1/funds/imdp/positions`);
    expect([answer.status, (await problemOf(answer)).type]).toEqual([403, 'urn:mdtf:problem:forbidden']);
  });

  it('is joined of those who know the fund, asked as the portal itself', async () => {
    const asked: Record<string, string | undefined> = {};
    const itemOf =
      (service: Owner): Answer =>
      (request, response) => {
        asked[service] = request.headers.authorization;
        void json({ items: [{ service, head: null, read: [] }] })(request, response);
      };
    const url = await portalTo({
      issuer: json({ access_token: 'own', expires_in: 300 }),
      committee: itemOf('committee'),
      allocation: itemOf('allocation'),
      proposals: json({ status: 404 }, 404),
      reporting: itemOf('reporting'),
    });
    const answer = await fetch(`${url}/v1/funds/imdp/positions`, {
      headers: { authorization: 'Bearer theirs' },
    });
    const { items } = (await answer.json()) as { items: { service: string }[] };
    expect(items.map(({ service }) => service)).toEqual(['committee', 'allocation', 'reporting']);
    expect(asked).toEqual({ committee: 'Bearer theirs', allocation: 'Bearer own', reporting: 'Bearer own' });
  });

  it('is a bulk request: each item goes to its owner, and the answers stand in the order of the items', async () => {
    const carried =
      (service: string): Answer =>
      async (request, response) => {
        const { items } = JSON.parse(await textOf(request)) as { items: { idempotencyKey: string }[] };
        const results = items.map(({ idempotencyKey }) => ({
          status: 201,
          body: { service, idempotencyKey },
        }));
        void json({ items: results })(request, response);
      };
    const url = await portalTo({ committee: carried('committee'), allocation: carried('allocation') });
    const item = (path: string, idempotencyKey: string) => ({ path, idempotencyKey, body: {} });
    const answer = await fetch(`${url}/v1/bulk`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        items: [
          item('/v1/funds/imdp/contributions', 'a'),
          item('/v1/funds/imdp/committee/sessions', 'b'),
          item('/v1/funds/imdp/calls', 'c'),
          item('/v1/funds/imdp/contributions', 'd'),
        ],
      }),
    });
    const { items } = (await answer.json()) as { items: { status: number; body: Record<string, unknown> }[] };
    expect(items.map(({ status }) => status)).toEqual([201, 201, 503, 201]);
    expect(items.map(({ body }) => body.service ?? body.type)).toEqual([
      'allocation',
      'committee',
      'urn:mdtf:problem:service-away',
      'allocation',
    ]);
    expect([items[0]?.body.idempotencyKey, items[3]?.body.idempotencyKey]).toEqual(['a', 'd']);
  });
});

describe('the portal itself', () => {
  it('has one document of all routes', async () => {
    const url = await portalTo({});
    const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    const declared = ALL_ROUTES.map(({ method, path }) => `${method.toLowerCase()} ${path}`);
    const documented = Object.entries(paths).flatMap(([path, of]) =>
      Object.keys(of).map((method) => `${method} ${path}`),
    );
    expect(documented.toSorted()).toEqual(declared.toSorted());
  });

  it('stays ready and shows its page while services are away, and says which', async () => {
    const url = await portalTo({ committee: json({ ready: true }) });
    const health = await fetch(`${url}/health/ready`);
    expect([health.status, await health.json()]).toMatchObject([
      200,
      { ready: true, checks: { committee: 'ok', allocation: 'does not answer' } },
    ]);
    const page = await fetch(url);
    expect([page.status, await page.text()]).toMatchObject([
      200,
      expect.stringContaining('cannot be read at the moment'),
    ]);
  });

  it('has neither tokens nor clocks to give where it is not for development', async () => {
    const url = await portalTo({});
    for (const path of ['/dev/token', '/dev/clock']) {
      expect((await fetch(`${url}${path}`, { method: 'POST' })).status).toBe(404);
    }
  });
});
