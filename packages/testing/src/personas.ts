import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AnswerOf,
  type CallAnswer,
  type CallInput,
  type CallOptions,
  createClient,
  type Problem,
  type Route,
} from '@mdtf/contracts';
import {
  createAuthentication,
  createHttpServer,
  type OpenService,
  openDevelopmentIssuer,
} from '@mdtf/runtime';
import { expect } from 'vitest';

/** Who a request is made as, by their id; undefined: without a token. */
export type Person = string | undefined;

/** Calls a service's routes over HTTP as whoever is named; each command has a key of its own unless one is given. */
export interface Personas {
  call<R extends Route>(person: Person, route: R, input: CallInput<R> & CallOptions): Promise<CallAnswer<R>>;
  /** The same, leaving the answer unread: for other formats than JSON. */
  send<R extends Route>(person: Person, route: R, input: CallInput<R> & CallOptions): Promise<Response>;
  /** The answer of a route, exactly as its contract has it. */
  ask<R extends Route>(person: Person, route: R, input: CallInput<R> & CallOptions): Promise<AnswerOf<R>>;
  /** The problem that a route answers with, its type as the bare code. */
  refused<R extends Route>(
    person: Person,
    route: R,
    input: CallInput<R> & CallOptions,
  ): Promise<Problem & { code: string }>;
}

/** Serves one service on a free port, for tokens of an issuer of its own; `admin` administers the platform. */
export async function servedToPersonas(service: OpenService, stack: AsyncDisposableStack): Promise<Personas> {
  const folder = await mkdtemp(join(tmpdir(), `mdtf-${service.name}-`));
  stack.defer(() => rm(folder, { recursive: true }));
  const issuer = await openDevelopmentIssuer({ mode: 'embedded', host: '127.0.0.1', dataFolder: folder });
  const { issuer: name, audience, jwks } = issuer;
  const server = await createHttpServer({
    services: [service.mount],
    authentication: createAuthentication({ issuer: name, audience, keys: { jwks }, admins: ['admin'] }),
  });
  stack.defer(() => server.close());
  const client = createClient({ baseUrl: await server.listen({ host: '127.0.0.1', port: 0 }) });
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (person: string): Promise<string> => {
    const token = tokens.get(person) ?? issuer.tokenFor(person);
    tokens.set(person, token);
    return token;
  };
  const as = async (person: Person) => ({
    idempotencyKey: randomUUID(),
    ...(person !== undefined && { token: await tokenOf(person) }),
  });
  return personas(
    async (person, route, input) => client.call(route, { ...(await as(person)), ...input }),
    async (person, route, input) => client.send(route, { ...(await as(person)), ...input }),
  );
}

function personas(call: Personas['call'], send: Personas['send']): Personas {
  return {
    call,
    send,
    async ask(person, route, input) {
      const answer = await call(person, route, input);
      expect(answer, JSON.stringify(answer.body)).toMatchObject({ ok: true, status: route.status });
      expect(route.answer.parse(answer.body), 'the contract says no more and no less').toEqual(answer.body);
      return answer.body as AnswerOf<typeof route>;
    },
    async refused(person, route, input) {
      const answer = await call(person, route, input);
      expect(answer.ok, JSON.stringify(answer.body)).toBe(false);
      const problem = answer.body as Problem;
      return { ...problem, code: problem.type.replace('urn:mdtf:problem:', '') };
    },
  };
}
