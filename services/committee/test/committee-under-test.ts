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
import { createEmbeddedBus } from '@mdtf/messaging';
import {
  createAuthentication,
  createHttpServer,
  type OpenService,
  openDevelopmentIssuer,
} from '@mdtf/runtime';
import { temporaryDatabase } from '@mdtf/testing';
import { expect } from 'vitest';
import { openCommittee } from '../src/service.ts';
import { toldLog } from './told-log.ts';

const WAIT_MS = 5_000;

/** The committee's service over HTTP on a database of its own, with the logs of proposals and allocation to be told. */
export async function committeeUnderTest() {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await temporaryDatabase());
  const alarms: string[] = [];
  const service = stack.use(
    await openCommittee({ databaseUrl: database.url, onAlarm: (_, { detail }) => alarms.push(detail) }),
  );
  const others = { proposals: stack.use(toldLog('proposals')), allocation: stack.use(toldLog('allocation')) };
  const bus = stack.use(createEmbeddedBus({ sources: [service, others.proposals, others.allocation] }));
  service.follow(bus, ['committee', 'proposals', 'allocation']);

  const { client, issuer } = await serve(service, stack);

  async function call<R extends Route>(
    person: string | undefined,
    route: R,
    input: CallInput<R> & CallOptions,
  ): Promise<CallAnswer<R>> {
    const token = person === undefined ? {} : { token: await issuer.tokenFor(person) };
    return client.call(route, { idempotencyKey: randomUUID(), ...token, ...input });
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
    /** Lets another service record an event, and waits until the committee has read it. */
    async told(source: keyof typeof others, fund: string, event: DomainEvent): Promise<void> {
      const position = await others[source].tell(fund, event);
      expect(await service.mount.waitFor(position, WAIT_MS)).toBe('reached');
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Serves the routes on a port that is free, for tokens of an issuer of its own; `admin` administers the platform. */
async function serve(service: OpenService, stack: AsyncDisposableStack) {
  const folder = await mkdtemp(join(tmpdir(), 'mdtf-committee-'));
  stack.defer(() => rm(folder, { recursive: true }));
  const issuer = await openDevelopmentIssuer({ mode: 'embedded', host: '127.0.0.1', dataFolder: folder });
  const server = await createHttpServer({
    services: [service.mount],
    authentication: createAuthentication({
      issuer: issuer.issuer,
      audience: issuer.audience,
      keys: { jwks: issuer.jwks },
      admins: ['admin'],
    }),
  });
  stack.defer(() => server.close());
  return { issuer, client: createClient({ baseUrl: await server.listen({ host: '127.0.0.1', port: 0 }) }) };
}
