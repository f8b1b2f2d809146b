import type { Route } from '@mdtf/contracts';
import type { FastifyInstance } from 'fastify';
import type { Authentication } from './authentication.ts';
import { type BareServerOptions, createBareServer, DEFAULT_LIMITS, finishServer } from './bare-server.ts';
import { bulkImplementation } from './bulk.ts';
import { addRoute } from './fastify-route.ts';
import type { Implementation } from './implementation.ts';
import { logImplementations } from './log-pages.ts';
import { type Edge, type Operation, prepare } from './operation.ts';
import type { ServiceMount } from './ports.ts';
import { ownFault } from './problem-answers.ts';
import { createRateLimit } from './rate-limit.ts';
import { RouteTable } from './route-table.ts';

/** What a server of one or more services is made of. */
export interface HttpServerOptions extends BareServerOptions {
  readonly services: readonly ServiceMount[];
  readonly authentication: Authentication;
  /** Checks each answer against its route and fails loudly; for tests. */
  readonly checkAnswers?: boolean;
}

/** A Fastify instance with every service's routes behind one pipeline; not yet listening. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { services } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const edge: Edge = {
    authentication: options.authentication,
    rateLimit: createRateLimit({ perSecond: limits.requestsPerSecond, burst: limits.burst }),
    checkAnswers: options.checkAnswers ?? false,
  };
  const table = new RouteTable<Operation>();
  const app = createBareServer(options, table);
  app.decorateRequest('admission', null);

  const bulk = bulkImplementation(table, (error) => ownFault(error, app.log));
  const routes: Route[] = [];
  const add = (mount: ServiceMount, implementation: Implementation, bodyLimit = limits.bodyBytes): void => {
    const operation = prepare(implementation, mount, edge);
    table.add(operation.route.method, operation.route.path, operation);
    addRoute(app, operation, bodyLimit);
    routes.push(operation.route);
  };
  for (const mount of services) {
    for (const implementation of mount.implementations) add(mount, implementation);
  }
  const shared = sharedMount(services);
  if (services.some(({ logs }) => logs !== undefined)) {
    for (const implementation of logImplementations(services)) add(shared, implementation);
  }
  if (services.some(({ commands }) => commands !== undefined)) add(shared, bulk, limits.bulkBodyBytes);
  assertUnique(routes.map(({ id }) => id));

  await finishServer(app, routes, options);
  return app;
}

/** What belongs to no one service asks the committee's grants where it is mounted, and each service for its own positions. */
function sharedMount(services: readonly ServiceMount[]): ServiceMount {
  const first = services.find(({ name }) => name === 'committee') ?? services[0];
  if (first === undefined) throw new Error('A server needs at least one service');
  return {
    ...first,
    name: 'portal',
    implementations: [],
    waitFor: (position, timeoutMs) =>
      (services.find(({ name }) => name === position.service) ?? first).waitFor(position, timeoutMs),
    positions: (fund) => first.positions(fund),
    publicationOf: (fund) => first.publicationOf(fund),
  };
}

function assertUnique(ids: readonly string[]): void {
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new Error(`Route ${twice} is implemented twice`);
}
