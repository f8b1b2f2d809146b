import pg from 'pg';
import { refuseInsideTransaction } from './transaction.ts';
import { valueTypes } from './values.ts';

const DEFAULT_MAX = 10;
const DEFAULT_STATEMENT_TIMEOUT_MS = 10_000;
const DEFAULT_ACQUIRE_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 3_000;
const TRANSACTION_TIMEOUT_MS = 10_000;
const IDLE_CONNECTION_MS = 30_000;
const KEEPALIVE_IDLE_S = 5;
const KEEPALIVE_INTERVAL_S = 2;
const KEEPALIVE_COUNT = 3;
const SETTING_NAME = /^[a-z_][a-z0-9_.]*$/;

export interface PoolOptions {
  /** Connections at most. */
  readonly max?: number;
  readonly applicationName?: string;
  readonly statementTimeoutMs?: number;
  readonly transactionTimeoutMs?: number;
  readonly idleInTransactionTimeoutMs?: number;
  /** How long a caller waits for a connection, new or returned, before a transient error. */
  readonly acquireTimeoutMs?: number;
  /** Further server settings of every session, such as `{ enable_seqscan: 'off' }`. */
  readonly settings?: { readonly [name: string]: string };
  /** Told of connections lost while nobody was using them; they are replaced either way. */
  readonly onError?: (error: Error) => void;
}

/**
 * A pool of UTC sessions whose waits are all bounded: a stopped or vanished process loses its locks within seconds.
 * Values arrive as `valueTypes` says. A lost connection never ends the process. Needs PostgreSQL 17 or newer.
 */
export function createPool(url: string, options: PoolOptions = {}): pg.Pool {
  const onError = options.onError ?? (() => {});
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? DEFAULT_MAX,
    types: valueTypes,
    // Statements that are sent without waiting for the answers before them cost one round trip together.
    pipeline: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_IDLE_S * 1000,
    connectionTimeoutMillis: options.acquireTimeoutMs ?? DEFAULT_ACQUIRE_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    application_name: options.applicationName ?? 'mdtf',
    statement_timeout: options.statementTimeoutMs ?? DEFAULT_STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? IDLE_IN_TRANSACTION_TIMEOUT_MS,
    options: startupOptions({
      TimeZone: 'UTC',
      DateStyle: 'ISO',
      transaction_timeout: String(options.transactionTimeoutMs ?? TRANSACTION_TIMEOUT_MS),
      tcp_keepalives_idle: String(KEEPALIVE_IDLE_S),
      tcp_keepalives_interval: String(KEEPALIVE_INTERVAL_S),
      tcp_keepalives_count: String(KEEPALIVE_COUNT),
      ...options.settings,
    }),
  });
  pool.on('error', onError);
  // pg-pool takes its own listener off a client it hands out, and an 'error' nobody hears ends the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  refuseInsideTransaction(pool);
  return pool;
}

function startupOptions(settings: { readonly [name: string]: string }): string {
  return Object.entries(settings)
    .map(([name, value]) => {
      if (!SETTING_NAME.test(name.toLowerCase()))
        throw new RangeError(`not a setting of PostgreSQL: ${name}`);
      return `-c ${name}=${value.replace(/([\\ ])/g, '\\$1')}`;
    })
    .join(' ');
}
