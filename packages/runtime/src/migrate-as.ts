import { createPool, type MigrationSource, migrate } from '@mdtf/postgres';
import pg from 'pg';

/** Tables that a service may add to and never change, whatever its code does. */
export const APPEND_ONLY = ['entry', 'posting'] as const;

interface MigrateAs {
  readonly databaseUrl: string;
  /** Of the role that owns the tables; without one the service's own role does. */
  readonly ownerUrl?: string;
  readonly applicationName: string;
}

/**
 * Brings a service's tables to this version. Where another role owns them, the service's role may afterwards read and
 * write them and fold anew in temporary ones, but neither change nor delete an entry or a posting, nor make a table.
 */
export async function migrateAs(
  { databaseUrl, ownerUrl, applicationName }: MigrateAs,
  sources: readonly MigrationSource[],
): Promise<void> {
  const pool = createPool(ownerUrl ?? databaseUrl, { max: 1, applicationName });
  try {
    for (const source of sources) await migrate(pool, source);
    if (ownerUrl !== undefined) await pool.query(grantsTo(new URL(databaseUrl)));
  } finally {
    await pool.end();
  }
}

/** As one text, so that it is one transaction: at no moment does a running service have less than it needs. */
function grantsTo({ username, pathname }: URL): string {
  const role = pg.escapeIdentifier(decodeURIComponent(username));
  const database = pg.escapeIdentifier(decodeURIComponent(pathname.slice(1)));
  return `SELECT pg_advisory_xact_lock(${GRANTING});
    GRANT CONNECT, TEMPORARY ON DATABASE ${database} TO ${role};
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};
    REVOKE UPDATE, DELETE ON ${APPEND_ONLY.join(', ')} FROM ${role};
    REVOKE INSERT, UPDATE, DELETE ON schema_migration FROM ${role}`;
}

/** Held while granting: two replicas that start at once would change the same rows of the catalogue. */
const GRANTING = 0x6d647466;
