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
