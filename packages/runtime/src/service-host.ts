import type { ServiceName } from '@mdtf/contracts';
import type { Instant, Localised, Model, Publication } from '@mdtf/domain';
import {
  type Alarm,
  type Apply,
  type Committer,
  createCommitter,
  createPostgresStore,
  createWakeups,
  FUND_LOG_MIGRATIONS,
  ingestion,
  type LogReader,
  projection,
  type Reaction,
  type Store,
  type StreamHandler,
  type Subscription,
  systemTimers,
  type Wakeups,
} from '@mdtf/fund-log';
import type { Bus } from '@mdtf/messaging';
import { createPool, type MigrationSource } from '@mdtf/postgres';
import type pg from 'pg';
import { createDocumentView, type DocumentView, grantLookup } from './document-view.ts';
import type { Implementation } from './implementation.ts';
import { migrateAs } from './migrate-as.ts';
import type { ServiceMount } from './ports.ts';
import { type RebuiltService, rebuildService, refoldStale } from './rebuild-service.ts';
import { createServiceMount } from './service-mount.ts';
import { telemetryOf } from './telemetry/service-telemetry.ts';

/** What makes one service different from another; everything else is the same composition. */
export interface ServiceDefinition {
  readonly name: ServiceName;
  readonly model: Model;
  /** The service's own tables, beside the fund log's. */
  readonly migrations?: MigrationSource;
  /** Whose logs it follows for facts, and what it does because of their entries; its own name for reactions to itself. */
  readonly follows: { readonly [S in ServiceName]?: Reaction };
  /** Whose logs it turns into read tables, its own included. */
  readonly projections?: { readonly [S in ServiceName]?: Apply };
  /** Every table that the projections write, for a rebuild to fill anew. */
  readonly readTables?: readonly string[];
  readonly implementations: (host: ServiceParts) => readonly Implementation[];
  /** What it does by itself for as long as it follows, such as sending; ended before its database is closed. */
  readonly work?: (parts: ServiceParts, around: WorkAround) => AsyncDisposable;
  /** What a fund publishes, by what this service knows of it. */
  readonly publicationOf: (
    view: DocumentView,
    fund: string,
  ) => Publication | undefined | Promise<Publication | undefined>;
}

/** What a service's own work stands in: the others' logs to read, and whom to tell what a person should look at. */
export interface WorkAround {
  readonly bus: Bus;
  readonly onAlarm: (detail: string) => void;
}

/** What a service's routes and queries work with. */
export interface ServiceParts {
  readonly pool: pg.Pool;
  readonly view: DocumentView;
  readonly store: Store;
  readonly committer: Committer;
  /** The streams this service follows; filled by `follow`. */
  readonly streams: readonly Subscription[];
}

export interface OpenOptions {
  readonly databaseUrl: string;
  /** The same database as the role that owns the tables; given, it migrates, and grants the first what a service needs. */
  readonly ownerUrl?: string;
  /** Connections for commands and for reading. */
  readonly maxConnections?: number;
  readonly onAlarm?: (service: ServiceName, alarm: Omit<Alarm, 'kind'>) => void;
}

/** A service that is open: its routes answer, its commands commit; it hears of the others once it follows them. */
export interface OpenService extends AsyncDisposable {
  readonly name: ServiceName;
  readonly mount: ServiceMount;
  readonly reader: LogReader;
  readonly wakeups: Wakeups;
  readonly parts: ServiceParts;
  /** Begins to follow those of these services that this one wants to, over a bus that carries their entries. */
  follow(bus: Bus, sources: readonly ServiceName[]): void;
  /** Before commands come: folds anew what another version of the code has folded; answers the funds. */
  refoldStale(readers: readonly LogReader[]): Promise<readonly string[]>;
  /** Folds states, facts, balances and read tables anew from the logs, compares, and exchanges what differs. */
  rebuild(readers: readonly LogReader[], compareOnly: boolean): Promise<RebuiltService>;
  /** Development only: moves a fund's clock; answers why not. */
  setClock(fund: string, now: Instant): Promise<Localised | undefined>;
}

const DEFAULT_CONNECTIONS = 10;

/** Migrates the database and opens a service on it. */
export async function openService(definition: ServiceDefinition, options: OpenOptions): Promise<OpenService> {
  const { name } = definition;
  const max = options.maxConnections ?? DEFAULT_CONNECTIONS;
  const sources = [
    FUND_LOG_MIGRATIONS,
    ...(definition.migrations === undefined ? [] : [definition.migrations]),
  ];
  await migrateAs({ ...options, applicationName: `mdtf-${name}-migrations` }, sources);
  const pool = createPool(options.databaseUrl, { max, applicationName: `mdtf-${name}` });
  return compose(definition, pool, options);
}

function compose(definition: ServiceDefinition, pool: pg.Pool, options: OpenOptions): OpenService {
  const { name, model } = definition;
  const wakeups = createWakeups();
  const store = createPostgresStore({ pool, service: name });
  const telemetry = telemetryOf(name);
  const onAlarm = (alarm: Alarm): void => {
    telemetry.alarm();
    options.onAlarm?.(name, alarm);
  };
  const ofLog = telemetry.log === undefined ? {} : { telemetry: telemetry.log };
  const committer = telemetry.committer(createCommitter({ model, store, wakeups, onAlarm, ...ofLog }));
  const factKinds = new Set(model.facts.map(({ kind }) => kind));
  const view = createDocumentView(pool, factKinds, () => systemTimers.elapsedMs());
  const stopForgetting = wakeups.listen(({ heads }) => {
    for (const { fund } of heads) view.forget(fund, 'own');
  });
  const streams: Streams = { facts: [], tables: [] };
  const parts: ServiceParts = {
    pool,
    view,
    store,
    committer,
    get streams() {
      return [...streams.facts, ...streams.tables];
    },
  };
  const stopLooking = telemetry.standing(committer, () => parts.streams);
  let work: AsyncDisposable | undefined;
  return {
    name,
    reader: store.reader,
    wakeups,
    parts,
    mount: createServiceMount({
      name,
      implementations: definition.implementations(parts),
      grants: grantLookup(view),
      commands: committer,
      reader: store.reader,
      ...streams,
      publicationOf: (fund) => definition.publicationOf(view, fund),
    }),
    follow(bus, sources) {
      followSources(definition, parts, bus, sources, streams);
      work ??= definition.work?.(parts, {
        bus,
        onAlarm: (detail) => onAlarm({ kind: 'unavailable', detail }),
      });
    },
    refoldStale: (readers) => refoldStale(definition, pool, readers),
    rebuild: (readers, compareOnly) => rebuildService(definition, pool, TABLES, readers, compareOnly),
    setClock: (fund, now) => setClock(store, fund, now),
    async [Symbol.asyncDispose]() {
      stopForgetting();
      stopLooking();
      await work?.[Symbol.asyncDispose]();
      await Promise.all(parts.streams.map((stream) => stream[Symbol.asyncDispose]()));
      await committer[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await pool.end();
    },
  };
}

/** Streams folded into facts, and streams turned into read tables. */
interface Streams {
  readonly facts: Subscription[];
  readonly tables: Subscription[];
}

/** The subscriber under which reporting's read tables keep their cursors. */
const TABLES = 'tables';

function followSources(
  definition: ServiceDefinition,
  { committer, store, view, pool }: ServiceParts,
  bus: Bus,
  sources: readonly ServiceName[],
  streams: Streams,
): void {
  const telemetry = telemetryOf(definition.name);
  for (const source of sources) {
    const reaction = definition.follows[source];
    if (reaction !== undefined) {
      const facts = forgetting(ingestion(committer, store, reaction), view);
      streams.facts.push(bus.follow(source, telemetry.handler(facts, false)));
    }
    const apply = definition.projections?.[source];
    if (apply !== undefined) {
      const tables = projection({ pool, subscriber: TABLES, apply });
      streams.tables.push(bus.follow(source, telemetry.handler(tables, true)));
    }
  }
}

async function setClock(store: Store, fund: string, now: Instant): Promise<Localised | undefined> {
  try {
    await store.setClock(fund, now);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError)
      return { en: error.message, fr: `L’horloge de ${fund} est déjà au-delà de ${now}` };
    throw error;
  }
}

/** What a stream brought makes what is remembered of its funds old. */
function forgetting(handler: StreamHandler, view: DocumentView): StreamHandler {
  return {
    ...handler,
    async handle(source, streams) {
      try {
        return await handler.handle(source, streams);
      } finally {
        for (const { fund } of streams) view.forget(fund, 'facts');
      }
    },
  };
}
