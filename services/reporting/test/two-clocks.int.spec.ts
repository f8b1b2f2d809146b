import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amounts, ask, broken, columnBy } from './asking.ts';
import { accepted, charterAdopted, deposit, ledger, usd } from './events.ts';
import { type ReadTables, readTables } from './read-tables.ts';

const SEED = 20_080_520;
const DEPOSITS = 300;

/** The same numbers from the same seed: a linear congruential generator. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const dayOf = (at: number): string => new Date(Date.UTC(2008, 0, 1 + at)).toISOString().slice(0, 10);

const pledge = (contributionId: string) => ({
  type: 'ContributionPledged' as const,
  data: {
    contributionId,
    donor: contributionId,
    donorName: contributionId,
    amount: usd('100.00'),
    internal: false,
    earmark: { kind: 'none' as const },
    pot: 'pooled',
    feePercent: '0',
    oda: null,
    schedule: [],
    year: null,
    totals: ledger()('agreed', '0.00', false),
    verdicts: [],
  },
});

describe('a report of two clocks', () => {
  let tables: ReadTables;
  beforeAll(async () => {
    tables = await readTables();
    await tables.tell('committee', charterAdopted(1), { time: '2007-01-01T00:00:00.000Z' });
  });
  afterAll(() => tables[Symbol.asyncDispose]());

  it(`adds up to what had happened by the day and was recorded by the instant, whatever both are (seed ${SEED})`, async () => {
    await tables.tell('allocation', pledge('A'), { time: '2007-01-01T00:00:00.000Z' });
    const next = numbersFrom(SEED);
    const totals = ledger();
    const facts = Array.from({ length: DEPOSITS }, (_, at) => ({
      on: dayOf(next(60)),
      // Some hundred entries a day, so that instants fall within days of recording.
      recordedAt: new Date(Date.UTC(2010, 0, 1) + at * 600_000 + next(500_000)).toISOString(),
      cents: BigInt(1 + next(1_000_000)),
    }));
    const text = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
    await tables.write(
      facts.map(({ on, recordedAt, cents }) =>
        tables.entry('allocation', deposit([on, 'A', text(cents), '0.00', text(cents)], totals), {
          time: `${on}T08:00:00.000Z`,
          recordedAt,
        }),
      ),
    );
    for (let round = 0; round < 60; round += 1) {
      const asOf = dayOf(next(62));
      const knownAt = facts[next(DEPOSITS)]?.recordedAt ?? '';
      const known = facts.filter((fact) => fact.on <= asOf && fact.recordedAt <= knownAt);
      const expected = text(known.reduce((sum, { cents }) => sum + cents, 0n));
      const status = await ask(tables.pool, 'funding-status', { asOf, knownAt });
      expect(amounts(status), `as of ${asOf}, known at ${knownAt}`).toMatchObject({
        contributions: expected,
      });
      expect(broken(status), `as of ${asOf}, known at ${knownAt}`).toEqual([]);
      const { totals: all } = await ask(tables.pool, 'contributions', { asOf, knownAt });
      expect(all).toMatchObject({ deposited: expected });
    }
  });

  it('counts the last minute of a day in the fund’s time zone, and not the first of the next', async () => {
    const fund = 'midnight';
    await tables.tell('committee', charterAdopted(1), { fund, time: '2007-01-01T00:00:00.000Z' });
    await tables.tell('allocation', pledge('before'), { fund, time: '2008-06-30T21:59:59.999Z' });
    await tables.tell('allocation', pledge('after'), { fund, time: '2008-06-30T22:00:00.000Z' });
    const lastDay = await ask(tables.pool, 'funding-status', { fund, asOf: '2008-06-30' });
    expect(amounts(lastDay)).toMatchObject({ pledged: '100.00' });
    const nextDay = await ask(tables.pool, 'contributions', { fund, asOf: '2008-07-01' });
    expect(columnBy(nextDay.rows, 'contributionId', 'pledged')).toEqual({
      before: '100.00',
      after: '100.00',
    });
  });

  it('knows on a past day only the charter and the status of that day', async () => {
    const fund = 'charters';
    const rules = { R1: { parameters: { limitNumerator: 1, limitDenominator: 10 } } };
    await tables.tell('committee', charterAdopted(1), { fund, time: '2008-01-01T00:00:00.000Z' });
    await tables.tell('committee', charterAdopted(2, { rules }), { fund, time: '2008-03-27T00:00:00.000Z' });
    const before = await ask(tables.pool, 'cap-headroom', { fund, asOf: '2008-03-26' });
    expect(columnBy(before.rows, 'measure', 'percentLimit')).toMatchObject({ deposited: '15.00' });
    const after = await ask(tables.pool, 'cap-headroom', { fund, asOf: '2008-03-27' });
    expect(columnBy(after.rows, 'measure', 'percentLimit')).toMatchObject({ deposited: '10.00' });
  });

  it('counts expenditure on the last day of its period', async () => {
    const fund = 'periods';
    await tables.tell('committee', charterAdopted(1), { fund, time: '2007-01-01T00:00:00.000Z' });
    const told = { fund, time: '2008-10-02T07:00:00.000Z' };
    await tables.tell('reporting', accepted('P1', '10.00', { to: '2008-09-30' }), told);
    const before = await ask(tables.pool, 'funding-status', { fund, asOf: '2008-09-29' });
    expect(amounts(before)).toMatchObject({ expenditure: '0.00' });
    const after = await ask(tables.pool, 'funding-status', { fund, asOf: '2008-09-30' });
    expect(amounts(after)).toMatchObject({ expenditure: '10.00' });
  });

  it('shows what was paid in before it was promised with whom it came from, and promises nothing yet', async () => {
    const early = deposit(['2011-06-01', 'early', '70.00', '0.00', '70.00'], ledger());
    await tables.tell('allocation', pledge('early'), { time: '2012-01-10T00:00:00.000Z' });
    await tables.tell('allocation', early, { time: '2012-01-11T00:00:00.000Z' });
    const before = await ask(tables.pool, 'contributions', { asOf: '2011-06-30' });
    expect(before.rows.filter(({ contributionId }) => contributionId === 'early')).toMatchObject([
      { year: 2011, deposited: '70.00', pledged: '0.00' },
    ]);
    expect(broken(before)).toEqual([]);
    const none = await ask(tables.pool, 'contributions', { asOf: '2011-05-31' });
    expect(columnBy(none.rows, 'contributionId', 'pledged')).not.toHaveProperty('early');
    const after = await ask(tables.pool, 'contributions', { asOf: '2012-12-31' });
    expect(broken(after)).toEqual([]);
    expect(after.rows.filter(({ contributionId }) => contributionId === 'early')).toMatchObject([
      { year: 2011, deposited: '70.00', pledged: '0.00' },
      { year: 2012, deposited: '0.00', pledged: '100.00' },
    ]);
  });
});
