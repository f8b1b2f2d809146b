import {
  ALL_ROUTES,
  bulkRoutes,
  createClient,
  logRoutes,
  type Route,
  reportingRoutes,
} from '@mdtf/contracts';
import {
  createBareServer,
  createServiceIdentity,
  DEFAULT_LIMITS,
  finishServer,
  languageFor,
  languageHeaders,
  type Readiness,
  type RouteTable,
} from '@mdtf/runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PortalSettings } from './config.ts';
import { addDevelopment } from './development.ts';
import { createForward, type Forward } from './forward.ts';
import { type JoinedFrom, joinBulk, joinHeads, joinPositions, type Part } from './joined.ts';
import { allRoutes, OWNERS, type Owner, ownerNamed, ownerOf } from './owners.ts';
import { giveId, REQUEST_ID } from './passed-headers.ts';
import { portalPages } from './service.ts';
import { createUpstream, type Upstream } from './upstream.ts';

/** The public origin in front of the services; disposing of it answers what is under way and stops. */
export interface Portal extends AsyncDisposable {
  readonly url: string;
}

/** Bounds of what is passed on; every one has a default. */
export interface PortalLimits {
  /** Requests under way at once, of all services together. */
  readonly maxUnderWay?: number;
  /** How long a service may stay silent while a request is under way. */
  readonly silenceMs?: number;
}

const OVERVIEW_TIMEOUT_MS = 2_000;
const HEALTH_TIMEOUT_MS = 1_000;

/** Starts the portal: pages, documentation of all routes, and every route passed on to the service that owns it. */
export async function startPortal(settings: PortalSettings, limits: PortalLimits = {}): Promise<Portal> {
  const { services } = settings;
  const routes = allRoutes();
  const app = createBareServer(
    // Nothing else is read here: bodies are passed on, and bounded by the service.
    { ...settings, limits: { bodyBytes: DEFAULT_LIMITS.bulkBodyBytes } },
    routes,
  );
  const upstreams = Object.fromEntries(
    OWNERS.map((owner) => [owner, createUpstream(owner, services[owner], limits.silenceMs)]),
  );
  const from: JoinedFrom = {
    upstreams: upstreams as Readonly<Record<Owner, Upstream>>,
    routes,
    token: createServiceIdentity(settings.identity),
  };
  const forward = createForward(limits.maxUnderWay);
  const reporting = createClient({ baseUrl: services.reporting, timeoutMs: OVERVIEW_TIMEOUT_MS });
  const overview = async () => {
    const answer = await reporting.call(reportingRoutes.fundsOverview, {});
    if (!answer.ok) throw new Error(`the overview answered ${answer.status}`);
    return answer.body;
  };
  app.addHook('onRequest', (request, reply, done) => {
    reply.header(REQUEST_ID, giveId(request));
    done();
  });
  addJoined(app, from, forward);
  await finishServer(app, ALL_ROUTES, {
    ...settings,
    readiness: () => readinessOf(services),
    plugins: [
      portalPages({ overview }),
      (scope) => addForwarded(scope, from, forward),
      ...(settings.development ? [(scope: FastifyInstance) => addDevelopment(scope, settings, forward)] : []),
    ],
  });
  const url = await app.listen({ host: settings.host, port: settings.port });
  return {
    url,
    async [Symbol.asyncDispose]() {
      await app.close();
      for (const { agent } of Object.values(upstreams)) agent.destroy();
    },
  };
}

/** The routes that belong to no one service. */
function addJoined(app: FastifyInstance, from: JoinedFrom, forward: Forward): void {
  const answer = async (reply: FastifyReply, part: Promise<Part>): Promise<FastifyReply> => {
    const { status, body, headers } = await part;
    const type = status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json; charset=utf-8';
    for (const name of ['retry-after', 'www-authenticate', 'accept-post']) {
      if (headers[name] !== undefined) reply.header(name, headers[name]);
    }
    reply.header('content-type', type).header('cache-control', 'no-store');
    // Refusals, and the items of a bulk answer, are in the caller's language.
    const { method, headers: given } = reply.request;
    if (status >= 400 || method === 'POST')
      reply.headers(languageHeaders(languageFor(given['accept-language'])));
    return reply.code(status).send(JSON.stringify(body));
  };
  app.get(logRoutes.listLogHeads.path, (request, reply) => {
    const { service } = request.query as { service?: unknown };
    const only = typeof service === 'string' ? (ownerNamed(service) ?? 'committee') : undefined;
    return only === undefined
      ? answer(reply, joinHeads(from, request))
      : forward(request, reply, from.upstreams[only]);
  });
  app.get(fastifyPath(logRoutes.listPositions), (request, reply) =>
    answer(reply, joinPositions(from, request)),
  );
  app.post(bulkRoutes.bulk.path, (request, reply) => answer(reply, joinBulk(from, request)));
}

const fastifyPath = ({ path }: Route): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Every other route, passed on unread to the service that owns it. */
function addForwarded(scope: FastifyInstance, from: JoinedFrom, forward: Forward): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _body, done) => done(null));
  scope.all('/v1/*', (request: FastifyRequest, reply: FastifyReply) => {
    const owner = ownerOfRequest(from.routes, request);
    if (owner !== undefined) return forward(request, reply, from.upstreams[owner]);
    reply.callNotFound();
    return reply;
  });
}

function ownerOfRequest(routes: RouteTable<Route>, { method, url }: FastifyRequest): Owner | undefined {
  const path = url.split('?', 1)[0] as string;
  const found = routes.match(method === 'HEAD' ? 'GET' : method, path)?.found;
  return found && ownerOf(found.value, found.params);
}

/** Ready whenever it answers: pages and the services that are there stay useful while one is away, and are told of. */
async function readinessOf(services: PortalSettings['services']): Promise<Readiness> {
  const checks = await Promise.all(
    OWNERS.map(async (owner) => {
      const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
      const state = await fetch(`${services[owner]}/health/ready`, { signal }).then(
        (answer) => (answer.ok ? 'ok' : 'not ready'),
        () => 'does not answer',
      );
      return [owner, state] as const;
    }),
  );
  return { ready: true, checks: Object.fromEntries(checks) };
}
