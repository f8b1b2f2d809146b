import pg from 'pg';

/** Database sessions of the log's own, ended with it. */
export interface LogSessions extends AsyncDisposable {
  readonly pool: pg.Pool;
}

const MAX_SESSIONS = 4;

/**
 * Sessions on the same database and with the same bounds as those of `pool`, but planned without sequential scans: a
 * statement prepared while a table was empty would keep scanning it when it has grown.
 */
export function openLogSessions(pool: pg.Pool): LogSessions {
  const { options } = pool;
  const sessions = new pg.Pool({
    ...options,
    max: MAX_SESSIONS,
    options: `${options.options ?? ''} -c enable_seqscan=off`.trim(),
  });
  // Lost while nobody used it: replaced at the next use.
  sessions.on('error', () => {});
  sessions.on('connect', (client) => client.on('error', () => {}));
  return { pool: sessions, [Symbol.asyncDispose]: () => sessions.end() };
}
