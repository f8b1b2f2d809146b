import { createServer } from 'node:net';
import { join } from 'node:path';
import { createClient, reportingRoutes } from '@mdtf/contracts';
import type { Localised } from '@mdtf/domain';
import { portalPages } from '@mdtf/portal/service';
import { startEmbedded } from '@mdtf/postgres';
import type { ScannerSettings } from '@mdtf/proposals/service';
import type { NoticeSettings } from '@mdtf/reporting/service';
import {
  addDevelopmentRoutes,
  createAuthentication,
  createHttpServer,
  type OpenService,
  openDevelopmentIssuer,
} from '@mdtf/runtime';
import { openDataFolder } from './data-folder.ts';
import { connect } from './demonstration/api.ts';
import { seed } from './demonstration/seed.ts';
import { openServices } from './services.ts';

/** Where and how the whole system runs in this process. */
export interface AllInOneOptions {
  readonly dataFolder: string;
  readonly host?: string;
  /** 0: one that is free. */
  readonly port?: number;
  /** Whether the demonstration fund is made at the first start; false by default. */
  readonly demonstration?: boolean;
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** False only where the data may be lost with the power, as in tests. */
  readonly durable?: boolean;
  /** False: the services do not hear of each other; only to measure commands by themselves. */
  readonly subscriptions?: boolean;
  /** What is sent by itself: nothing unless a mail server is given. */
  readonly notices?: NoticeSettings;
  /** What documents pass before anyone reads them; without it they are taken unscanned. */
  readonly scanner?: ScannerSettings | undefined;
  /** Checks each answer against its contract, as tests do. */
  readonly checkAnswers?: boolean;
  /** Told what takes a while, and what a person should look at. */
  readonly onProgress?: (text: string) => void;
  readonly onAlarm?: (text: string) => void;
}

/** The running system. */
export interface AllInOne extends AsyncDisposable {
  readonly url: string;
  readonly dataFolder: string;
  readonly services: readonly OpenService[];
}

/** The port is taken; the message says what to do. */
export class PortBusy extends Error {
  override readonly name = 'PortBusy';
}

// Loopback has one user, who may well load years of records or measure the limits.
const LOOPBACK_LIMITS = { requestsPerSecond: 1_000_000, burst: 1_000_000 };

/** Starts the five services in this process on an embedded PostgreSQL; resolves when all of it answers. */
export async function startAllInOne(options: AllInOneOptions): Promise<AllInOne> {
  const { host = '127.0.0.1', port = 8080, dataFolder } = options;
  const folder = await openDataFolder(dataFolder);
  await using stack = new AsyncDisposableStack();
  const postgres = stack.use(
    await startEmbedded({
      dataDir: join(dataFolder, 'postgres'),
      durable: options.durable ?? true,
      onUnexpectedEnd: () => options.onAlarm?.('PostgreSQL has ended by itself; stop and start again.'),
    }),
  );
  // Only now: a second start on the same data is told that, and not that its own port is taken.
  await assertPortFree(host, port);
  const issuer = await openDevelopmentIssuer({ mode: 'embedded', host, dataFolder });
  const services = await openServices(postgres, stack, options);
  const server = await createHttpServer({
    services: services.map(({ mount }) => mount),
    authentication: createAuthentication({
      issuer: issuer.issuer,
      audience: issuer.audience,
      keys: { jwks: issuer.jwks },
      admins: ['admin'],
    }),
    limits: LOOPBACK_LIMITS,
    logLevel: options.logLevel ?? 'error',
    checkAnswers: options.checkAnswers ?? false,
    plugins: [
      portalPages({ overview: () => overview(url) }),
      (app) =>
        addDevelopmentRoutes(app, {
          mode: 'embedded',
          host,
          issuer,
          setClock: (fund, now) => setClocks(services, fund, now),
        }),
    ],
  });
  stack.defer(() => server.close());
  const url = await server.listen({ host, port });
  if (options.demonstration === true && !folder.seeded) {
    options.onProgress?.('Making the demonstration fund: 16 November 2007 to 20 May 2008 …');
    await seed(connect(url, 'demonstration'));
    await folder.markSeeded();
  }
  const running = stack.move();
  return { url, dataFolder, services, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Moves a fund's clock in every service; the first that refuses says why. */
async function setClocks(
  services: readonly OpenService[],
  fund: string,
  now: string,
): Promise<Localised | undefined> {
  for (const service of services) {
    const refusal = await service.setClock(fund, now);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

async function overview(baseUrl: string) {
  const answer = await createClient({ baseUrl, timeoutMs: 2_000 }).call(reportingRoutes.fundsOverview, {});
  if (!answer.ok) throw new Error(`the overview answered ${answer.status}`);
  return answer.body;
}

/** Looked at before the services start, so that it is said at once. */
async function assertPortFree(host: string, port: number): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen(port, host, () => probe.close(() => resolve()));
  }).catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'EADDRINUSE'
        ? 'is taken by another program'
        : `cannot be opened (${error.code ?? error.message})`;
    throw new PortBusy(
      `Port ${port} on ${host} ${why}: stop that program, or choose another port with --port or MDTF_PORT.`,
    );
  });
}
