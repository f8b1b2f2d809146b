import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { LogReader } from '@mdtf/fund-log';
import { type BusAlarm, createKafkaBus, createRelay, type Relay } from '@mdtf/messaging';
import type { FastifyInstance } from 'fastify';
import { createAuthentication } from './authentication.ts';
import { assertDevelopmentOnly } from './development-issuer.ts';
import { addDevelopmentRoutes } from './development-routes.ts';
import { createHttpServer } from './http-server.ts';
import { sendRefusal } from './problem-answers.ts';
import { refuse } from './refusal.ts';
import { createRemoteLogReader } from './remote-log-reader.ts';
import type { OpenOptions, OpenService } from './service-host.ts';
import { createServiceIdentity } from './service-identity.ts';
import { type Phase, serviceReadiness } from './service-readiness.ts';
import type { ServiceSettings } from './service-settings.ts';
import { telemetryOf } from './telemetry/service-telemetry.ts';

/** A service that answers over HTTP and follows the others; disposing of it stops in order. */
export interface ServiceProcess extends AsyncDisposable {
  readonly url: string;
}

/** Between tries to fold anew while a service whose log that needs does not answer. */
const FOLD_AGAIN_MS = 1_000;

/** Says what a person should look at, as a line of the process's log. */
type Tell = (about: object, detail: string) => void;

/**
 * Migrates, opens, listens, folds anew what another version of the code has folded, and follows the other services.
 * While it folds it serves its log and nothing else: the others may need that log to fold theirs.
 */
export async function startService(
  open: (options: OpenOptions) => Promise<OpenService>,
  settings: ServiceSettings,
): Promise<ServiceProcess> {
  const { host, port, development } = settings;
  if (development) assertDevelopmentOnly({ mode: 'apart', host });
  await using stack = new AsyncDisposableStack();
  let tell: Tell = () => {};
  const service = stack.use(
    await open({ ...settings, onAlarm: (_, { detail, ...about }) => tell(about, detail) }),
  );
  let phase: Phase = 'folding anew';
  let relay: Relay | undefined;
  const setClock: OpenService['setClock'] = (fund, now) => service.setClock(fund, now);
  const server = await createHttpServer({
    ...settings,
    services: [service.mount],
    authentication: createAuthentication(settings.authentication),
    readiness: () => serviceReadiness(service, phase, relay),
    plugins: development ? [(app) => addDevelopmentRoutes(app, { mode: 'apart', host, setClock })] : [],
  });
  tell = (about, detail) => server.log.warn(about, detail);
  answerOnlyLogs(server, () => phase === 'folding anew');

  const stop = new AbortController();
  let following = Promise.resolve();
  stack.defer(() => {
    stop.abort();
    return following;
  });
  stack.defer(() => server.close());
  const url = await server.listen({ host, port });
  following = refoldAndFollow(service, settings, { stop: stop.signal, tell }, (begun) => {
    relay = begun;
    phase = 'at work';
  }).catch((error: unknown) => {
    server.log.error({ err: error }, 'The service cannot go on.');
    endProcess();
  });
  stack.defer(() => {
    phase = 'stopping';
  });
  const running = stack.move();
  return { url, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function refoldAndFollow(
  service: OpenService,
  { sources, identity, kafka }: ServiceSettings,
  { stop, tell }: { readonly stop: AbortSignal; readonly tell: Tell },
  onFollowing: (relay: Relay) => void,
): Promise<void> {
  const token = createServiceIdentity(identity);
  const readers = sources.map(({ name, url }) =>
    createRemoteLogReader({ service: name, baseUrl: url, token }),
  );
  await refold(service, [service.reader, ...readers], stop, tell);
  if (stop.aborted) return;
  const { name, wakeups, parts } = service;
  const telemetry = telemetryOf(name);
  const onAlarm = ({ detail, ...about }: BusAlarm): void => {
    telemetry.alarm();
    tell(about, detail);
  };
  await using relay = createRelay({
    connection: kafka,
    service: name,
    pool: parts.pool,
    wakeups,
    onAlarm,
    observe: (sender) => telemetry.sender(sender),
  });
  const stopLooking = telemetry.relay(() => relay.status());
  await using bus = createKafkaBus({
    connection: kafka,
    subscriber: name,
    sources: [service, ...readers.map((reader) => ({ reader }))],
    onAlarm,
    onCrash: endProcess,
  });
  service.follow(bus, [name, ...sources.map((source) => source.name)]);
  onFollowing(relay);
  await once(stop, 'abort');
  stopLooking();
}

/** Stops in order and fails, so that whoever keeps the process running starts it anew. */
function endProcess(): void {
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}

/** As often as it takes: the others' logs are needed, and they may be starting at the same time. */
async function refold(
  service: OpenService,
  readers: readonly LogReader[],
  stop: AbortSignal,
  tell: Tell,
): Promise<void> {
  while (!stop.aborted) {
    try {
      const funds = await service.refoldStale(readers);
      if (funds.length > 0) tell({ funds }, 'folded anew for this version of the code');
      return;
    } catch (error) {
      tell({}, `cannot fold anew yet: ${String(error)}`);
      await pause(FOLD_AGAIN_MS, undefined, { signal: stop }).catch(() => {});
    }
  }
}

const ALWAYS_ANSWERED = /^\/(health\/|v1\/logs\/heads|v1\/funds\/[^/]+\/logs\/)/;

function answerOnlyLogs(server: FastifyInstance, isFolding: () => boolean): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (!isFolding() || ALWAYS_ANSWERED.test(request.url)) done();
    else sendRefusal(reply, FOLDING);
  });
}

const FOLDING = refuse(
  503,
  'not-ready',
  { en: 'Not ready yet', fr: 'Pas encore prêt' },
  {
    en: 'States are being folded for a new version of the software; ask again shortly.',
    fr: 'Les états sont recalculés pour une nouvelle version du logiciel ; redemandez sous peu.',
  },
  { retryAfterSeconds: 5 },
);
