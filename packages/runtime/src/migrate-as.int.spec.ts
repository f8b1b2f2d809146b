import { FUND_LOG_MIGRATIONS } from '@mdtf/fund-log';
import { createPool } from '@mdtf/postgres';
import { temporaryDatabase } from '@mdtf/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APPEND_ONLY, migrateAs } from './migrate-as.ts';

const DENIED = { code: '42501' };

describe('a service’s role in its database', () => {
  const stack = new AsyncDisposableStack();
  let service: ReturnType<typeof createPool>;
  let urls: { readonly databaseUrl: string; readonly ownerUrl: string };

  beforeAll(async () => {
    const database = stack.use(await temporaryDatabase());
    const name = new URL(database.url).pathname.slice(1);
    const as = (role: string) => Object.assign(new URL(database.url), { username: role, password: 'p' }).href;
    const [owner, worker] = [`${name}_owner`, `${name}_worker`];
    for (const role of [owner, worker]) await database.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'p'`);
    await database.pool.query(`ALTER DATABASE ${name} OWNER TO ${owner}`);
    await database.pool.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    stack.defer(async () => {
      await service.end();
      await database.pool.query(
        `REASSIGN OWNED BY ${owner} TO CURRENT_USER; DROP OWNED BY ${owner}, ${worker}`,
      );
      await database.pool.query(
        `ALTER DATABASE ${name} OWNER TO CURRENT_USER; DROP ROLE ${owner}, ${worker}`,
      );
    });
    urls = { databaseUrl: as(worker), ownerUrl: as(owner) };
    service = createPool(urls.databaseUrl, { max: 1 });
    // Two replicas that start at once.
    await Promise.all(
      [1, 2].map(() => migrateAs({ ...urls, applicationName: 'test' }, [FUND_LOG_MIGRATIONS])),
    );
  });

  afterAll(() => stack.disposeAsync());

  it.each([...APPEND_ONLY])(
    'adds to the table of each %s, and neither changes nor deletes',
    async (table) => {
      const { rows } = await service.query(
        `SELECT privilege FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS privilege
       WHERE has_table_privilege($1, privilege)`,
        [table],
      );
      expect(rows.map(({ privilege }) => privilege)).toEqual(['SELECT', 'INSERT']);
      await expect(service.query(`UPDATE ${table} SET fund = fund`)).rejects.toMatchObject(DENIED);
      await expect(service.query(`DELETE FROM ${table}`)).rejects.toMatchObject(DENIED);
      await expect(service.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`)).rejects.toMatchObject(DENIED);
    },
  );

  it('works on everything else, and folds anew in temporary tables', async () => {
    await service.query(`INSERT INTO head (fund) VALUES ('imdp')`);
    await service.query(`UPDATE head SET generation = 1`);
    await service.query(`DELETE FROM head`);
    await service.query('CREATE TEMP TABLE shadow_state (LIKE state); DROP TABLE shadow_state');
  });

  it('neither makes tables nor changes what was migrated', async () => {
    await expect(service.query('CREATE TABLE mine (id int)')).rejects.toMatchObject(DENIED);
    await expect(service.query('DROP TABLE entry')).rejects.toMatchObject(DENIED);
    await expect(service.query('DELETE FROM schema_migration')).rejects.toMatchObject(DENIED);
  });
});
