import { createHmac } from 'node:crypto';
import pg from 'pg';

const ALREADY_EXISTS = new Set(['42P04', '42710', '23505']);

export interface Superuser {
  readonly name: string;
  readonly password: string;
  readonly port: number;
}

/** The address of a database for a role; every role's password follows from the superuser's. */
export function urlOf(superuser: Superuser, database: string, role: string = superuser.name): string {
  const credentials = `${encodeURIComponent(role)}:${encodeURIComponent(passwordOf(superuser, role))}`;
  return `postgresql://${credentials}@127.0.0.1:${superuser.port}/${encodeURIComponent(database)}`;
}

/** Makes the database and the role that owns it where they are missing. No other role may connect to it. */
export async function createDatabase(superuser: Superuser, name: string, owner: string): Promise<void> {
  await asSuperuser(superuser, async (client) => {
    if (owner !== superuser.name) await ensureRole(client, superuser, owner);
    const database = pg.escapeIdentifier(name);
    await ifMissing(client.query(`CREATE DATABASE ${database} OWNER ${pg.escapeIdentifier(owner)}`));
    await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${database} FROM PUBLIC`);
  });
}

/** Makes a role that may connect to the database and owns nothing in it; what it may do there is for its migrations to grant. */
export async function createRole(superuser: Superuser, role: string, database: string): Promise<void> {
  await asSuperuser(superuser, async (client) => {
    await ensureRole(client, superuser, role);
    await client.query(
      `GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(database)} TO ${pg.escapeIdentifier(role)}`,
    );
  });
}

async function ensureRole(client: pg.Client, superuser: Superuser, role: string): Promise<void> {
  const password = pg.escapeLiteral(passwordOf(superuser, role));
  await ifMissing(client.query(`CREATE ROLE ${pg.escapeIdentifier(role)} LOGIN PASSWORD ${password}`));
}

function passwordOf(superuser: Superuser, role: string): string {
  if (role === superuser.name) return superuser.password;
  return createHmac('sha256', superuser.password).update(role).digest('base64url');
}

async function asSuperuser(superuser: Superuser, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(superuser, 'postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function ifMissing(creation: Promise<unknown>): Promise<void> {
  await creation.catch((error: { code?: string }) => {
    if (!ALREADY_EXISTS.has(error.code ?? '')) throw error;
  });
}
