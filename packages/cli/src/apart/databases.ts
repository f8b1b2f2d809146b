import type { EmbeddedPostgres } from '@mdtf/postgres';

/** The services that own data. */
export const DATA_SERVICES = ['committee', 'proposals', 'allocation', 'reporting'] as const;
export type DataService = (typeof DATA_SERVICES)[number];

/** The two addresses of a service's database: as the role it works under, and as the one that owns its tables. */
export interface ServiceDatabase {
  readonly url: string;
  readonly ownerUrl: string;
}

/** Makes a database for each service that no other service's role can open, with a role to work and one to migrate. */
export async function createServiceDatabases(
  postgres: Pick<EmbeddedPostgres, 'createDatabase' | 'createRole'>,
): Promise<Readonly<Record<DataService, ServiceDatabase>>> {
  const made = await Promise.all(
    DATA_SERVICES.map(async (name) => {
      const ownerUrl = await postgres.createDatabase(name, `${name}_owner`);
      const url = await postgres.createRole(name, name);
      return [name, { url, ownerUrl }] as const;
    }),
  );
  return Object.fromEntries(made) as Record<DataService, ServiceDatabase>;
}
