import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echoServer } from '../test/echo-service.ts';

let app: FastifyInstance;
let token: Awaited<ReturnType<typeof echoServer>>['token'];
let treasurer: string;

beforeAll(async () => {
  ({ app, token } = await echoServer());
  treasurer = `Bearer ${await token('treasurer-1')}`;
});
afterAll(() => app.close());

const note = { text: 'hello', amount: { amount: '1.00', currency: 'USD' } };

async function record(body: unknown, headers: Record<string, string> = {}, fund = 'imdp') {
  const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return app.inject({
    method: 'POST',
    url: `/v1/funds/${fund}/notes`,
    headers: {
      authorization: treasurer,
      'content-type': 'application/json',
      'idempotency-key': 'k',
      ...headers,
    },
    payload,
  });
}

describe('a command', () => {
  it('is answered with its status, where it is, and its position', async () => {
    const answer = await record({ ...note, id: 'n-9' }, { 'idempotency-key': 'first' });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({ id: 'n-9', text: 'hello' });
    expect(answer.headers).toMatchObject({
      location: '/v1/funds/imdp/notes/n-9',
      'mdtf-position': 'allocation/imdp/7',
    });
  });
});
