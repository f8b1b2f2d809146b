import type { ServiceName } from '@mdtf/contracts';
import type { Instant, Model } from '@mdtf/domain';
import {
  type Alarm,
  type Apply,
  type Committer,
  createCommitter,
  createPostgresStore,
  createSubscription,
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
import { createPool, type MigrationSource, migrate } from '@mdtf/postgres';
import type pg from 'pg';
import { createDocumentView, type DocumentView, grantLookup } from './document-view.ts';
import type { Implementation } from './implementation.ts';
import type { ServiceMount } from './ports.ts';
import { createServiceMount } from './service-mount.ts';

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
  readonly implementations: (host: ServiceParts) => readonly Implementation[];
  /** Whether a fund publishes, by what this service knows of it. */
  readonly fundPublishes: (
    view: DocumentView,
    fund: string,
  ) => boolean | undefined | Promise<boolean | undefined>;
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
  /** Begins to follow another service's logs, where this one wants to. */
  follow(source: ServiceName, reader: LogReader, wakeups?: Wakeups): void;
  /** Development only: moves a fund's clock; answers why not. */
  setClock(fund: string, now: Instant): Promise<string | undefined>;
}

const DEFAULT_CONNECTIONS = 10;

/** Migrates the database and opens a service on it. */
export async function openService(definition: ServiceDefinition, options: OpenOptions): Promise<OpenService> {
  const { name, model } = definition;
  const alarm = (raised: Omit<Alarm, 'kind'>): void => options.onAlarm?.(name, raised);
  const max = options.maxConnections ?? DEFAULT_CONNECTIONS;
  // The log's plans must not depend on how full its tables were when they were made.
  const logPool = createPool(options.databaseUrl, {
    max,
    applicationName: `mdtf-${name}-log`,
    settings: { enable_seqscan: 'off' },
  });
  const pool = createPool(options.databaseUrl, { max, applicationName: `mdtf-${name}` });
  const closePools = async (): Promise<void> => void (await Promise.all([logPool.end(), pool.end()]));
  try {
    await migrate(pool, FUND_LOG_MIGRATIONS);
    if (definition.migrations !== undefined) await migrate(pool, definition.migrations);
  } catch (error) {
    await closePools();
    throw error;
  }

  const wakeups = createWakeups();
  const store = createPostgresStore({ pool: logPool, service: name });
  const committer = createCommitter({ model, store, wakeups, onAlarm: alarm });
  const view = createDocumentView(pool, new Set(model.facts.map(({ kind }) => kind)), () =>
    systemTimers.elapsedMs(),
  );
  const stopForgetting = wakeups.listen((heads) => {
    for (const { fund } of heads) view.forget(fund, 'own');
  });
  const facts: Subscription[] = [];
  const tables: Subscription[] = [];
  const parts: ServiceParts = {
    pool,
    view,
    store,
    committer,
    get streams() {
      return [...facts, ...tables];
    },
  };

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
      facts,
      tables,
      fundPublishes: (fund) => definition.fundPublishes(view, fund),
    }),
    follow(source, reader, sourceWakeups) {
      const common = {
        reader,
        onAlarm: alarm,
        ...(sourceWakeups === undefined ? {} : { wakeups: sourceWakeups }),
      };
      const reaction = definition.follows[source];
      if (reaction !== undefined) {
        const handler = forgetting(ingestion(committer, store, reaction), view);
        facts.push(createSubscription({ ...common, handler }));
      }
      const apply = definition.projections?.[source];
      if (apply !== undefined) {
        tables.push(
          createSubscription({ ...common, handler: projection({ pool, subscriber: 'tables', apply }) }),
        );
      }
    },
    async setClock(fund, now) {
      try {
        await store.setClock(fund, now);
        return undefined;
      } catch (error) {
        if (error instanceof RangeError) return error.message;
        throw error;
      }
    },
    async [Symbol.asyncDispose]() {
      stopForgetting();
      await Promise.all([...facts, ...tables].map((stream) => stream[Symbol.asyncDispose]()));
      await committer[Symbol.asyncDispose]();
      await closePools();
    },
  };
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
