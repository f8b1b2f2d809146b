import type { Apart, ProcessName } from '@mdtf/cli/apart';
import { createPool } from '@mdtf/postgres';

/** Does something while a table of a service is not to be found, as after a restore that went wrong. */
export async function withoutTable(
  { specs }: Apart,
  service: ProcessName,
  table: string,
  during: () => Promise<void>,
): Promise<void> {
  const spec = specs.find(({ name }) => name === service);
  const owner = createPool(spec?.environment.MDTF_DATABASE_OWNER_URL ?? '', { max: 1 });
  try {
    await owner.query(`ALTER TABLE ${table} RENAME TO ${table}_away`);
    await during();
    await owner.query(`ALTER TABLE ${table}_away RENAME TO ${table}`);
  } finally {
    await owner.end();
  }
}
