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
import type { DomainEvent } from '@mdtf/domain';
import type { Command } from '@mdtf/fund-log';
import { createEmbeddedBus } from '@mdtf/messaging';
import {
  createAuthentication,
  createHttpServer,
  type OpenService,
  openDevelopmentIssuer,
} from '@mdtf/runtime';
import { temporaryDatabase } from '@mdtf/testing';
import { expect } from 'vitest';
import { openProposals } from '../src/service.ts';
import { toldLog } from './told-log.ts';

const WAIT_MS = 10_000;

/** The proposals service over HTTP on a database of its own, with the logs of committee and allocation to be told. */
export async function proposalsUnderTest() {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await temporaryDatabase());
  const alarms: string[] = [];
  const service = stack.use(
    await openProposals({ databaseUrl: database.url, onAlarm: (_, { detail }) => alarms.push(detail) }),
  );
  const others = { committee: stack.use(toldLog('committee')), allocation: stack.use(toldLog('allocation')) };
  const bus = stack.use(createEmbeddedBus({ sources: [others.committee, others.allocation] }));
  service.follow(bus, ['committee', 'allocation']);

  const client = await clientOf(service, stack);

  async function call<R extends Route>(
    person: string | undefined,
    route: R,
    input: CallInput<R> & CallOptions,
  ): Promise<CallAnswer<R>> {
    return client.call(person, route, { idempotencyKey: randomUUID(), ...input });
  }

  const running = stack.move();
  return {
    service,
    database,
    alarms,
    call,
    /** The answer of a route, exactly as its contract has it. */
    async ask<R extends Route>(
      person: string | undefined,
      route: R,
      input: CallInput<R> & CallOptions,
    ): Promise<AnswerOf<R>> {
      const answer = await call(person, route, input);
      expect(answer, JSON.stringify(answer.body)).toMatchObject({ ok: true, status: route.status });
      expect(route.answer.parse(answer.body), 'the contract says no more and no less').toEqual(answer.body);
      return answer.body as AnswerOf<R>;
    },
    /** The problem that a route answers with, its type as the bare code. */
    async refused<R extends Route>(
      person: string | undefined,
      route: R,
      input: CallInput<R> & CallOptions,
    ): Promise<Problem & { code: string }> {
      const answer = await call(person, route, input);
      expect(answer.ok, JSON.stringify(answer.body)).toBe(false);
      const problem = answer.body as Problem;
      return { ...problem, code: problem.type.replace('urn:mdtf:problem:', '') };
    },
    /** Lets another service record events, and waits until they are read here. */
    async told(
      source: keyof typeof others,
      fund: string,
      events: readonly DomainEvent[],
      dated?: Pick<Command, 'time' | 'provenance'>,
    ): Promise<void> {
      const positions = await Promise.all(events.map((event) => others[source].tell(fund, event, dated)));
      const last = positions.reduce((a, b) => (a.sequence > b.sequence ? a : b));
      expect(await service.mount.waitFor(last, WAIT_MS)).toBe('reached');
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

export type ProposalsUnderTest = Awaited<ReturnType<typeof proposalsUnderTest>>;

/** A server with this service alone, and a client that is whoever it is told to be. */
async function clientOf(service: OpenService, stack: AsyncDisposableStack) {
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-proposals-'));
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
  return {
    async call<R extends Route>(person: string | undefined, route: R, input: CallInput<R> & CallOptions) {
      const token = person === undefined ? {} : { token: await tokenOf(person) };
      return client.call(route, { ...token, ...input });
    },
  };
}
