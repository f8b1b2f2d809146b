import { accessAggregate } from '@mdtf/domain';
import { PLATFORM } from '@mdtf/fund-log';
import type { GrantLookup, Grants } from '@mdtf/runtime';
import type pg from 'pg';

const SECRETARIAT: Grants = { roles: ['secretariat'], organisations: [], seats: [] };
const NOBODY: Grants = { roles: [], organisations: [], seats: [] };

// No fund is named: the index on (fund, kind, id) is skipped through, one probe per fund.
const IS_SECRETARIAT = `
  SELECT 1 FROM state
  WHERE kind = '${accessAggregate.kind}' AND id = $1 AND data @> '{"grants": [{"role": "secretariat"}]}'
  LIMIT 1`;

/** Grants in funds as they are; for what all funds share, whoever is secretariat of one of them is secretariat. */
export function withPlatform(inFunds: GrantLookup, pool: pg.Pool): GrantLookup {
  return {
    rolesOf: (fund, person) => (fund === PLATFORM ? onPlatform(person) : inFunds.rolesOf(fund, person)),
  };

  async function onPlatform(person: string): Promise<Grants> {
    const { rowCount } = await pool.query(IS_SECRETARIAT, [person]);
    return rowCount === 0 ? NOBODY : SECRETARIAT;
  }
}
