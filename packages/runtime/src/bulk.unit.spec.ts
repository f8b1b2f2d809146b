import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { echoServer } from '../test/echo-service.ts';

let app: FastifyInstance;
let authorization: string;
let stranger: string;
let admin: string;

beforeAll(async () => {
  const server = await echoServer();
  app = server.app;
  authorization = `Bearer ${await server.token('treasurer-1')}`;
  admin = `Bearer ${await server.token('admin')}`;
  stranger = `Bearer ${await server.token('stranger')}`;
});
afterAll(() => app.close());

const path = '/v1/funds/imdp/notes';
const note = (id: string, text = 'hello') => ({ id, text, amount: { amount: '1.00', currency: 'USD' } });
const item = (key: string, body: unknown, more: object = {}) => ({
  path,
  idempotencyKey: key,
  body,
  ...more,
});

async function bulk(items: unknown, as = authorization) {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/bulk',
    headers: { authorization: as },
    payload: { items } as object,
  });
  return { status: answer.statusCode, ...answer.json() };
}

it('answers each command as it would have been by itself, in the order given', async () => {
  const { items } = await bulk([
    item('b1', note('n-1')),
    item('b2', note('n-2', 'refuse conflict')),
    item('b3', { ...note('n-3'), extra: 1 }),
    item('b4', note('n-4'), { path: '/v1/funds/nowhere/notes' }),
    item('b5', note('n-5'), { path: '/v1/funds/imdp/elsewhere' }),
    item('b6', {}, { path: '/v1/bulk' }),
    item('b7', note('n-7'), { path: '/v1/funds/%zz/notes' }),
    item('b8', note('n-8', 'overload')),
  ]);
  expect(items.map(({ status }: { status: number }) => status)).toEqual([
    201, 409, 400, 404, 404, 404, 404, 503,
  ]);
  expect(items[0]).toEqual({
    status: 201,
    body: { id: 'n-1', text: 'hello' },
    position: 'allocation/imdp/1',
    location: '/v1/funds/imdp/notes/n-1',
    replayed: false,
  });
  expect(items[1].body).toMatchObject({ type: 'urn:mdtf:problem:note-refused', status: 409 });
  expect(items[2].body.errors).toEqual([{ field: 'body.extra', message: 'is not a known field; remove it' }]);
});

it('replays an item, and gives a single command the answer its bulk item had', async () => {
  await bulk([item('r1', note('n-1'))]);
  const { items } = await bulk([item('r1', note('n-1')), item('r1', note('other'))]);
  expect(items.map((i: { status: number; replayed: boolean }) => [i.status, i.replayed])).toEqual([
    [201, true],
    [422, false],
  ]);
  const headers = { authorization, 'idempotency-key': 'r1' };
  const single = await app.inject({ method: 'POST', url: path, headers, payload: note('n-1') });
  expect([single.statusCode, single.headers['idempotency-replayed']]).toEqual([201, 'true']);
});

it('takes an earlier time with its source for each item', async () => {
  const time = '2008-05-20T07:00:00Z';
  const { items } = await bulk([
    item('t1', note('n-1'), { time, provenance: { source: 'ledger', row: 3 } }),
    item('t2', note('n-2'), { time }),
  ]);
  expect(items.map(({ status }: { status: number }) => status)).toEqual([201, 400]);
});

it('allows each item by itself', async () => {
  const { status, items } = await bulk([item('a1', note('n-1'))], stranger);
  expect([status, items[0].status]).toEqual([200, 403]);
});

it('gives nobody more than its own roles', async () => {
  const platform = item('p1', { text: 'hello' }, { path: '/v1/notes' });
  expect((await bulk([platform])).items[0].status).toBe(403);
  expect((await bulk([platform], admin)).items[0]).toMatchObject({
    status: 201,
    position: 'allocation/platform/1',
  });
});

it('refuses the whole when its form is wrong, with every field', async () => {
  const refused = await bulk([
    item('', note('a')),
    { path: '/v1/x?y=1', idempotencyKey: 'k', more: 1 },
    { ...item('k', {}), method: 'GET' },
  ]);
  expect(refused.status).toBe(400);
  expect(refused.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
    'body.items.0.idempotencyKey',
    'body.items.1.more',
    'body.items.1.path',
    'body.items.2.method',
  ]);
  expect((await bulk(Array.from({ length: 501 }, (_, i) => item(`k${i}`, {})))).status).toBe(400);
});

it('takes up to 8 MiB', async () => {
  const big = Array.from({ length: 100 }, (_, i) =>
    item(`big-${i}`, note(`n-${i}`), { provenance: { source: 's', given: { text: 'x'.repeat(7_000) } } }),
  );
  expect(
    (
      await bulk(
        big.flatMap((b) =>
          Array.from({ length: 5 }, (_, i) => ({ ...b, idempotencyKey: `${b.idempotencyKey}-${i}` })),
        ),
      )
    ).status,
  ).toBe(200);
  expect((await bulk([item('huge', { text: 'x'.repeat(8 * 1024 * 1024) })])).status).toBe(413);
});
