import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { FUND_LOG_MIGRATIONS } from '@mdtf/fund-log';
import { migratedDatabase, type TemporaryDatabase } from '@mdtf/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MDTF = fileURLToPath(new URL('../../packages/cli/bin/mdtf.js', import.meta.url));
const PARKED = `INSERT INTO cursor (subscriber, fund, source, sequence, leaf_hash, attempts, parked_reason, parked_at)
  VALUES ('facts', $1, $2, 7, repeat('a', 64), 5, 'no such account', now())`;

let database: TemporaryDatabase;

beforeEach(async () => {
  database = await migratedDatabase(FUND_LOG_MIGRATIONS);
  await database.pool.query(PARKED, ['imdp', 'committee']);
  await database.pool.query(PARKED, ['imdp', 'proposals']);
  await database.pool.query(PARKED, ['pbf', 'committee']);
});

afterEach(() => database[Symbol.asyncDispose]());

function streams(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MDTF, 'streams', ...args], (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), said: out + err }),
    );
  });
}

describe('mdtf streams', () => {
  it('tells which streams are set aside, after which entry and why', async () => {
    const { code, said } = await streams('--database', database.url);
    expect(code).toBe(1);
    expect(said).toMatch(/^committee\/imdp for facts: set aside after entry 7, .*: no such account$/m);
    expect(said).toContain('3 streams are set aside.');
  });

  it('lets those of one fund go on from where they stand, of one source or of all, and no others', async () => {
    expect(
      (await streams('--database', database.url, '--resume', 'imdp', '--source', 'proposals')).said,
    ).toContain('1 streams of imdp go on.');
    expect((await streams('--database', database.url, '--resume', 'imdp')).said).toContain(
      '1 streams of imdp go on.',
    );
    const { rows } = await database.pool.query(
      'SELECT fund, sequence, attempts FROM cursor WHERE parked_reason IS NULL ORDER BY source',
    );
    expect(rows).toEqual([
      { fund: 'imdp', sequence: 7n, attempts: 0 },
      { fund: 'imdp', sequence: 7n, attempts: 0 },
    ]);
    expect(await streams('--database', database.url, '--resume', 'pbf')).toMatchObject({ code: 0 });
  });

  it('says how it is asked when it is asked wrongly', async () => {
    const { code, said } = await streams();
    expect(code).toBe(2);
    expect(said).toContain('Usage: mdtf streams --database URL');
  });
});
