import type { OpenApiInfo, Route } from '@mdtf/contracts';
import Fastify, { type FastifyError, type FastifyInstance, LogController } from 'fastify';
import { addDocumentation } from './documentation.ts';
import { addHealth, type Readiness } from './health.ts';
import { parseJson } from './json-body.ts';
import { type LogLevel, loggerOptions } from './logger.ts';
import { answerError, answerNotFound, UnacceptableBody } from './problem-answers.ts';
import { answerClientError, answerProtocolFaults } from './protocol-answers.ts';
import type { RouteTable } from './route-table.ts';
import { endSlowBodies } from './slow-bodies.ts';
import { observeRequests } from './telemetry/http-telemetry.ts';
import { installedTelemetry } from './telemetry/telemetry.ts';

/** Bounds of one server; every one has a default. */
export interface HttpLimits {
  /** Of a body, in bytes. */
  readonly bodyBytes: number;
  /** Of a bulk body, in bytes. */
  readonly bulkBodyBytes: number;
  /** Requests of one caller, on average and at once. */
  readonly requestsPerSecond: number;
  readonly burst: number;
  /** How long a client may take to send a request with JSON, or without a body. */
  readonly requestTimeoutMs: number;
  /** How long a client may take to send a file. */
  readonly fileTimeoutMs: number;
}

export const DEFAULT_LIMITS: HttpLimits = {
  bodyBytes: 1024 * 1024,
  bulkBodyBytes: 8 * 1024 * 1024,
  requestsPerSecond: 5_000,
  burst: 10_000,
  requestTimeoutMs: 30_000,
  fileTimeoutMs: 600_000,
};

/** What any server of ours is made of, whatever it answers. */
export interface BareServerOptions {
  readonly limits?: Partial<HttpLimits>;
  /** What is logged, as JSON lines on standard output; errors only by default. */
  readonly logLevel?: LogLevel;
  /** Where the log goes instead. */
  readonly logStream?: { write(line: string): void };
  /** Addresses of proxies whose word on where a request comes from is taken; nobody's by default. */
  readonly trustedProxies?: readonly string[];
  /** What the OpenAPI document says of itself. */
  readonly info?: OpenApiInfo;
  /** For `/health/ready`; by default always ready. */
  readonly readiness?: () => Promise<Readiness>;
  /** Pages, proxies, development routes: whatever is not a declared route. */
  readonly plugins?: readonly ((app: FastifyInstance) => void | Promise<void>)[];
}

/** A Fastify instance that answers whatever goes wrong as problem+json; `table` says what each path takes. */
export function createBareServer(options: BareServerOptions, table: RouteTable<unknown>): FastifyInstance {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const app = Fastify({
    logger: loggerOptions({
      level: options.logLevel ?? 'error',
      ...(options.logStream !== undefined && { stream: options.logStream }),
    }),
    logController: new LogController({ disableRequestLogging: true }),
    // A logger of its own costs each request more than its line, which most never write; the trace id tells them apart.
    childLoggerFactory: (logger) => logger,
    bodyLimit: limits.bodyBytes,
    trustProxy: options.trustedProxies === undefined ? false : [...options.trustedProxies],
    requestTimeout: limits.fileTimeoutMs,
    routerOptions: { maxParamLength: 200 },
    // What arrives while closing is still answered, with Connection: close, rather than by Fastify's own 503 without problem+json.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    http: { requireHostHeader: false, headersTimeout: limits.requestTimeoutMs },
    frameworkErrors: answerError,
  });
  const telemetry = installedTelemetry();
  if (telemetry !== undefined) observeRequests(app, telemetry);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    const parsed = parseJson(bytes as Buffer);
    if (parsed.ok) done(null, parsed.value);
    else done(new UnacceptableBody(parsed.reason));
  });
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    // A body for a path that is not there is read first and may be wrong as well; that the path is not there says more.
    if (request.is404) answerNotFound(table, request, reply);
    else answerError(error, request, reply);
  });
  app.setNotFoundHandler((request, reply) => answerNotFound(table, request, reply));
  answerProtocolFaults(app);
  endSlowBodies(app, limits.requestTimeoutMs);
  return app;
}

/** Adds what every server has beside its routes: health, the documents of `routes`, and the plugins. */
export async function finishServer(
  app: FastifyInstance,
  routes: readonly Route[],
  options: BareServerOptions,
): Promise<void> {
  addHealth(app, options.readiness ?? (async () => ({ ready: true, checks: {} })));
  await addDocumentation(app, routes, options.info ?? DEFAULT_INFO);
  for (const plugin of options.plugins ?? []) await app.register(async (scope) => plugin(scope));
}

const DEFAULT_INFO: OpenApiInfo = { title: 'Multi-donor trust fund', version: '1' };
