import { allocationRoutes as routes } from '@mdtf/contracts';
import { minorOf } from '@mdtf/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AllocationUnderTest, allocationUnderTest } from '../test/allocation-under-test.ts';
import { CONCURRENT, capRace, potRace, type Ran, run } from '../test/concurrent-allocations.ts';

const SEEDS = [1, 2, 3];

let under: AllocationUnderTest;

beforeAll(async () => {
  under = await allocationUnderTest();
});

afterAll(() => under?.[Symbol.asyncDispose]());

function sums(ran: readonly Ran[]) {
  const parts = ran.filter(({ allocated }) => allocated).flatMap((each) => each.parts);
  const of = (pot: string) =>
    parts.filter((part) => part.pot === pot).reduce((sum, part) => sum + minorOf(part.amount), 0n);
  return { internal: of('bank'), total: of('bank') + of('pooled') };
}

const problemsOf = (ran: readonly Ran[]) => ran.flatMap((each) => (each.allocated ? [] : [each.problem]));

/** The sums after each allocation, in the order in which they were made. */
async function sumsInOrder(fund: string) {
  const { rows } = await under.database.pool.query<{ allocated: string; internal: string }>(
    `SELECT replace(payload::jsonb #>> '{data,totals,allocated,amount}', '.', '') AS allocated,
            replace(payload::jsonb #>> '{data,totals,allocatedInternal,amount}', '.', '') AS internal
       FROM entry WHERE fund = $1 AND type = 'AllocationMade' ORDER BY sequence`,
    [fund],
  );
  return rows.map(({ allocated, internal }) => ({ total: BigInt(allocated), internal: BigInt(internal) }));
}

describe.each(SEEDS)(`${CONCURRENT} allocations at once, seed %i`, (seed) => {
  it('never lift the bank’s part above the cap, after any of them, and every refusal shows its arithmetic', async () => {
    const race = capRace(`cap-${seed}`, seed);
    const ran = await run(under, race);
    const { internal, total } = sums(ran);
    const problems = problemsOf(ran);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThan(CONCURRENT);
    expect(20n * internal <= 3n * total).toBe(true);
    const after = await sumsInOrder(race.fund);
    expect(after.at(-1)).toEqual({ internal, total });
    expect(after.filter((sum) => 20n * sum.internal > 3n * sum.total)).toEqual([]);
    for (const problem of problems) {
      expect(problem).toMatchObject({
        type: 'urn:mdtf:problem:cap-exceeded',
        status: 422,
        verdicts: [{ rule: 'R1', outcome: 'block', source: 'SCPF/13, annex, section 4' }],
      });
      expect(problem.verdicts?.[0]?.changes.length).toBeGreaterThan(0);
    }
  });

  it('never overdraw a pot, and every refusal names what was asked and what was there', async () => {
    const race = potRace(`pot-${seed}`, seed);
    const ran = await run(under, race);
    const { total } = sums(ran);
    const problems = problemsOf(ran);
    expect(problems.length).toBeGreaterThan(0);
    expect(total <= race.deposits.pooled).toBe(true);
    const { pots } = await under.ask('auditor', routes.getHeadroom, { params: { fundId: race.fund } });
    const pooled = pots.find(({ pot }) => pot === 'pooled');
    expect(minorOf(pooled?.available ?? { amount: '-1', currency: 'USD' })).toBe(
      race.deposits.pooled - total,
    );
    for (const problem of problems) {
      expect(problem).toMatchObject({ type: 'urn:mdtf:problem:insufficient-funds', status: 422 });
      expect(problem.detail).toMatch(
        /^Pot pooled is asked for USD [\d,.]+ and holds USD [\d,.]+: USD [\d,.]+ too little\.$/,
      );
    }
    const left = race.deposits.pooled - total;
    const smallest = ran
      .filter(({ allocated }) => !allocated)
      .map(({ parts }) => minorOf(parts[0]?.amount ?? { amount: '0', currency: 'USD' }));
    expect(
      smallest.filter((asked) => asked <= left),
      'none was refused that would fit in what is left',
    ).toEqual([]);
  });
});
