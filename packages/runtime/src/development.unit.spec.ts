import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echoMount, echoServer } from '../test/echo-service.ts';
import { createAuthentication } from './authentication.ts';
import { type DevelopmentIssuer, openDevelopmentIssuer } from './development-issuer.ts';
import { addDevelopmentRoutes } from './development-routes.ts';
import { createHttpServer } from './http-server.ts';

const place = { mode: 'embedded', host: '127.0.0.1' };
let folder: string;
let issuer: DevelopmentIssuer;
let app: FastifyInstance;
const clocks: [string, string][] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mdtf-issuer-'));
  issuer = await openDevelopmentIssuer({ ...place, dataFolder: join(folder, 'data') });
  const { audience, jwks } = issuer;
  app = await createHttpServer({
    services: [echoMount()],
    authentication: createAuthentication({ issuer: issuer.issuer, audience, keys: { jwks } }),
    plugins: [
      (scope) =>
        addDevelopmentRoutes(scope, {
          ...place,
          issuer,
          setClock: async (fund, now) => {
            if (fund === 'nowhere') return { en: 'There is no such fund.', fr: 'Ce fonds n’existe pas.' };
            clocks.push([fund, now]);
            return undefined;
          },
        }),
    ],
  });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

describe('development routes', () => {
  it.each([
    [{ host: 'rebound.example' }],
    [{ host: '127.0.0.1.rebound.example:8080' }],
    [{ host: 'localhost:8080', origin: 'http://elsewhere.example' }],
    [{ host: 'localhost:8080', origin: 'null' }],
  ])('are not for pages from elsewhere: %j', async (headers) => {
    for (const [url, payload] of [
      ['/dev/token', { client_id: 'admin' }],
      ['/dev/clock', { fund: 'imdp', now: '2030-01-01T00:00:00Z' }],
    ] as const) {
      const answer = await app.inject({ method: 'POST', url, payload, headers });
      expect([answer.statusCode, answer.json().type]).toEqual([403, 'urn:mdtf:problem:from-elsewhere']);
    }
    expect(clocks).toEqual([]);
  });

  it.each([
    [{ host: '127.0.0.1:8080' }],
    [{ host: '[::1]:8080' }],
    [{ host: 'localhost:8080', origin: 'http://localhost:8080' }],
  ])('are for this machine: %j', async (headers) => {
    const answer = await app.inject({ url: '/dev/jwks', headers });
    expect(answer.statusCode).toBe(200);
  });
});

describe('a development token', () => {
  const ask = (payload: string | object, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url: '/dev/token', payload, headers });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it('is given to any persona, asked for as a form, as JSON or with basic authentication', async () => {
    const basic = `Basic ${Buffer.from('treasurer-1:anything').toString('base64')}`;
    for (const answer of [
      await ask('grant_type=client_credentials&client_id=treasurer-1&client_secret=x', form),
      await ask({ grant_type: 'client_credentials', client_id: 'treasurer-1', client_secret: 'x' }),
      await ask('grant_type=client_credentials', { ...form, authorization: basic }),
    ]) {
      expect(answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 28_800 });
      const headers = { authorization: `Bearer ${answer.json().access_token}`, 'idempotency-key': 'k' };
      const payload = { id: 'n', text: 't', amount: { amount: '1', currency: 'USD' } };
      expect(
        (await app.inject({ method: 'POST', url: '/v1/funds/imdp/notes', headers, payload })).statusCode,
      ).toBe(201);
    }
  });

  it('is refused in the words of OAuth', async () => {
    const noClient = await ask({ grant_type: 'client_credentials' });
    expect([noClient.statusCode, noClient.json()]).toEqual([401, { error: 'invalid_client' }]);
    const wrongGrant = await ask({ grant_type: 'password', client_id: 'a' });
    expect([wrongGrant.statusCode, wrongGrant.json()]).toEqual([400, { error: 'unsupported_grant_type' }]);
    expect((await ask({ client_id: 'a b' })).statusCode).toBe(401);
  });

  it('verifies with the published key, which is kept across restarts and never holds its secret', async () => {
    const published = (await app.inject('/dev/jwks')).json();
    expect(published).toEqual(issuer.jwks);
    expect(published.keys[0]).not.toHaveProperty('d');
    const again = await openDevelopmentIssuer({ ...place, dataFolder: join(folder, 'data') });
    expect(again.jwks).toEqual(issuer.jwks);
    const file = join(folder, 'data', 'development-issuer.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toMatch(/"d":/);
  });
});

describe('the development clock', () => {
  const set = (payload: object) => app.inject({ method: 'POST', url: '/dev/clock', payload });

  it('moves one fund’s clock', async () => {
    const answer = await set({ fund: 'imdp', now: '2008-05-20T07:00:00Z' });
    expect(answer.json()).toEqual({ fund: 'imdp', now: '2008-05-20T07:00:00.000Z' });
    expect(clocks.at(-1)).toEqual(['imdp', '2008-05-20T07:00:00.000Z']);
  });

  it('says what is wrong', async () => {
    expect((await set({ fund: 'X', now: 'soon' })).json().errors).toHaveLength(2);
    expect((await set([])).statusCode).toBe(400);
    expect((await set({ fund: 'nowhere', now: '2008-05-20T07:00:00Z' })).json()).toMatchObject({
      status: 409,
    });
  });
});

it('neither exists anywhere but embedded and on loopback', async () => {
  for (const elsewhere of [
    { mode: 'embedded', host: '0.0.0.0' },
    { mode: 'separate', host: '127.0.0.1' },
    { mode: 'embedded', host: '10.0.0.1' },
  ]) {
    await expect(openDevelopmentIssuer({ ...elsewhere, dataFolder: folder })).rejects.toThrow(
      /only on one machine and on loopback/,
    );
    const options = { ...elsewhere, issuer, setClock: async () => undefined };
    expect(() => addDevelopmentRoutes(app, options)).toThrow(/only on one machine and on loopback/);
  }
  const { app: plain } = await echoServer();
  for (const url of ['/dev/token', '/dev/clock', '/dev/jwks']) {
    expect((await plain.inject({ method: 'POST', url, payload: {} })).statusCode).toBe(404);
  }
  await plain.close();
});
