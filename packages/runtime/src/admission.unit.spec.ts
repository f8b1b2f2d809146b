import { expect, it } from 'vitest';
import { echoMount, echoServer } from '../test/echo-service.ts';
import type { ServiceMount } from './ports.ts';

it('looks at a caller’s roles after waiting for what it names: the grant itself may be among that', async () => {
  let roles: readonly string[] = [];
  const mount: ServiceMount = {
    ...echoMount(),
    grants: { rolesOf: () => ({ roles, organisations: [], seats: [] }) },
    waitFor: async () => {
      roles = ['observer'];
      return 'reached';
    },
  };
  const { app, token } = await echoServer({}, mount);
  const authorization = `Bearer ${await token('newcomer')}`;
  const read = (headers: object) =>
    app.inject({ url: '/v1/funds/imdp/notes', headers: { authorization, ...headers } });
  expect((await read({})).statusCode).toBe(403);
  expect((await read({ 'mdtf-after': 'committee/imdp/5' })).statusCode).toBe(200);
  await app.close();
});

it('looks at roles at every request, so that a revoked one ends at once', async () => {
  let roles: readonly string[] = ['observer'];
  const grants = { rolesOf: async () => ({ roles, organisations: [], seats: [] }) };
  const { app, token } = await echoServer({}, { ...echoMount(), grants });
  const authorization = `Bearer ${await token('observer-1')}`;
  const read = () => app.inject({ url: '/v1/funds/imdp/notes', headers: { authorization } });
  expect((await read()).statusCode).toBe(200);
  roles = [];
  expect((await read()).statusCode).toBe(403);
  await app.close();
});

it('gives the administrator and services their roles beside those granted, and nobody else', async () => {
  const seen: (readonly string[])[] = [];
  const echo = echoMount();
  const list = echo.implementations.find(({ route }) => route.id === 'listNotes')!;
  const mount: ServiceMount = {
    ...echo,
    implementations: [
      {
        route: list.route,
        handler: ({ actor }) => {
          seen.push(actor.roles);
          return { body: { items: [], nextCursor: null } };
        },
      },
    ],
  };
  const { app, token } = await echoServer({}, mount);
  for (const person of ['admin', 'svc-reporting', 'observer-1']) {
    await app.inject({
      url: '/v1/funds/imdp/notes',
      headers: { authorization: `Bearer ${await token(person)}` },
    });
  }
  expect(seen).toEqual([['admin'], ['service'], ['observer']]);
  await app.close();
});

it('opens what a fund publishes by those routes alone that say so', async () => {
  const { app, token } = await echoServer();
  const authorization = `Bearer ${await token('stranger')}`;
  const url = '/v1/funds/open/notes/n-1';
  expect((await app.inject({ url })).statusCode).toBe(401);
  expect((await app.inject({ url, headers: { authorization } })).statusCode).toBe(403);
  await app.close();
});

it('keeps from the public what a fund that publishes withholds, and from nobody with a role', async () => {
  const { app, token } = await echoServer();
  const read = async (person?: string) => {
    const headers = person === undefined ? {} : { authorization: `Bearer ${await token(person)}` };
    return (await app.inject({ url: '/v1/funds/discreet/notes', headers })).statusCode;
  };
  expect([await read(), await read('stranger'), await read('observer-1')]).toEqual([401, 403, 200]);
  await app.close();
});

it('tells nobody without a token what else is wrong', async () => {
  const { app } = await echoServer();
  expect((await app.inject({ url: '/v1/funds/NO/notes/n-1' })).statusCode).toBe(401);
  await app.close();
});

it('fails loudly in tests when an answer is not what its route declares, and not otherwise', async () => {
  const echo = echoMount();
  const wrong = echo.implementations.map(({ route }) => ({
    route,
    handler: () => ({ body: { items: 'none' } }),
  }));
  for (const [checkAnswers, status] of [
    [true, 500],
    [false, 200],
  ] as const) {
    const { app } = await echoServer({ checkAnswers }, { ...echo, implementations: wrong });
    expect((await app.inject({ url: '/v1/funds/open/notes' })).statusCode).toBe(status);
    await app.close();
  }
});
