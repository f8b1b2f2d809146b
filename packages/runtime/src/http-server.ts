import type { OpenApiInfo, Route } from '@mdtf/contracts';
import Fastify, { type FastifyError, type FastifyInstance, LogController } from 'fastify';
import type { Authentication } from './authentication.ts';
import { bulkImplementation } from './bulk.ts';
import { addDocumentation } from './documentation.ts';
import { addRoute } from './fastify-route.ts';
import { addHealth, type Readiness } from './health.ts';
import type { Implementation } from './implementation.ts';
import { parseJson } from './json-body.ts';
import { logImplementations } from './log-pages.ts';
import { type Edge, type Operation, prepare } from './operation.ts';
import type { ServiceMount } from './ports.ts';
import { answerError, answerNotFound, ownFault, UnacceptableBody } from './problem-answers.ts';
import { answerClientError, answerProtocolFaults } from './protocol-answers.ts';
import { createRateLimit } from './rate-limit.ts';
import { RouteTable } from './route-table.ts';

/** Bounds of one server; every one has a default. */
export interface HttpLimits {
  /** Of a body, in bytes. */
  readonly bodyBytes: number;
  /** Of a bulk body, in bytes. */
  readonly bulkBodyBytes: number;
  /** Requests of one caller, on average and at once. */
  readonly requestsPerSecond: number;
  readonly burst: number;
  /** How long a client may take to send a request. */
  readonly requestTimeoutMs: number;
}

export const DEFAULT_LIMITS: HttpLimits = {
  bodyBytes: 1024 * 1024,
  bulkBodyBytes: 8 * 1024 * 1024,
  requestsPerSecond: 5_000,
  burst: 10_000,
  requestTimeoutMs: 30_000,
};

/** What a server is made of. */
export interface HttpServerOptions {
  readonly services: readonly ServiceMount[];
  readonly authentication: Authentication;
  readonly limits?: Partial<HttpLimits>;
  /** What is logged, as JSON lines on standard output; errors only by default. */
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Checks each answer against its route and fails loudly; for tests. */
  readonly checkAnswers?: boolean;
  /** Addresses of proxies whose word on where a request comes from is taken; nobody's by default. */
  readonly trustedProxies?: readonly string[];
  /** What the OpenAPI document says of itself. */
  readonly info?: OpenApiInfo;
  /** For `/health/ready`; by default always ready. */
  readonly readiness?: () => Promise<Readiness>;
  /** Pages, proxies, development routes: whatever is not a declared route. */
  readonly plugins?: readonly ((app: FastifyInstance) => void | Promise<void>)[];
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
  const app = Fastify({
    logger: { level: options.logLevel ?? 'error' },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    trustProxy: options.trustedProxies === undefined ? false : [...options.trustedProxies],
    requestTimeout: limits.requestTimeoutMs,
    routerOptions: { maxParamLength: 200 },
    // What arrives while closing is still answered, with Connection: close, rather than by Fastify's own 503 without problem+json.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    http: { requireHostHeader: false },
    frameworkErrors: answerError,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    const parsed = parseJson(bytes as Buffer);
    if (parsed.ok) done(null, parsed.value);
    else done(new UnacceptableBody(parsed.reason));
  });
  app.decorateRequest('admission', null);
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    // A body for a path that is not there is read first and may be wrong as well; that the path is not there says more.
    if (request.is404) answerNotFound(table, request, reply);
    else answerError(error, request, reply);
  });
  app.setNotFoundHandler((request, reply) => answerNotFound(table, request, reply));
  answerProtocolFaults(app);

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

  addHealth(app, options.readiness ?? (async () => ({ ready: true, checks: {} })));
  await addDocumentation(app, routes, options.info ?? DEFAULT_INFO);
  for (const plugin of options.plugins ?? []) await app.register(async (scope) => plugin(scope));
  return app;
}

const DEFAULT_INFO: OpenApiInfo = { title: 'Multi-donor trust fund', version: '1' };

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
    fundPublishes: (fund) => first.fundPublishes(fund),
  };
}

function assertUnique(ids: readonly string[]): void {
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new Error(`Route ${twice} is implemented twice`);
}
