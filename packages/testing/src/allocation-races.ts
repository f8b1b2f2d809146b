import { allocationRoutes as routes } from '@mdtf/contracts';
import { minorOf } from '@mdtf/domain';
import type { OpenOptions, OpenService } from '@mdtf/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONCURRENT, capRace, potRace, type Ran, run } from './concurrent-allocations.ts';
import { type ServiceUnderTest, serviceUnderTest } from './service-under-test.ts';

/** Specs: for each seed, allocations asked for all at once neither break the cap nor overdraw a pot. */
export function allocationRaces(
  openAllocation: (options: OpenOptions) => Promise<OpenService>,
  seeds: readonly number[],
): void {
  let under: ServiceUnderTest<'committee'>;

  beforeAll(async () => {
    under = await serviceUnderTest(openAllocation, ['committee']);
  });

  afterAll(() => under?.[Symbol.asyncDispose]());

  describe.each(seeds)(`${CONCURRENT} allocations at once, seed %i`, (seed) => {
    it('never lift the bank’s part above the cap, after any of them, and every refusal shows its arithmetic', () =>
      keepsCap(under, seed));

    it('never overdraw a pot, and every refusal names what was asked and what was there', () =>
      keepsPot(under, seed));
  });
}

async function keepsCap(under: ServiceUnderTest<'committee'>, seed: number): Promise<void> {
  const race = capRace(`cap-${seed}`, seed);
  const ran = await run(under, race);
  const { internal, total } = sums(ran);
  const problems = problemsOf(ran);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThan(CONCURRENT);
  expect(20n * internal <= 3n * total).toBe(true);
  const after = await sumsInOrder(under, race.fund);
  expect(after.at(-1)).toEqual({ internal, total });
  expect(after.filter((sum) => 20n * sum.internal > 3n * sum.total)).toEqual([]);
  for (const problem of problems) {
    expect(problem).toMatchObject({
      type: 'urn:mdtf:problem:cap-exceeded',
      status: 422,
    });
    expect(problem.verdicts?.[0]).toMatchObject({
      rule: 'R1',
      outcome: 'block',
      source: 'SCPF/13, annex, section 4',
    });
    expect(problem.verdicts?.[0]?.changes.length).toBeGreaterThan(0);
  }
}

async function keepsPot(under: ServiceUnderTest<'committee'>, seed: number): Promise<void> {
  const race = potRace(`pot-${seed}`, seed);
  const ran = await run(under, race);
  const { total } = sums(ran);
  const problems = problemsOf(ran);
  const left = race.deposits.pooled - total;
  expect(problems.length).toBeGreaterThan(0);
  expect(left >= 0n).toBe(true);
  const { pots } = await under.ask('auditor', routes.getHeadroom, { params: { fundId: race.fund } });
  expect(pots.filter(({ pot }) => pot === 'pooled').map(({ available }) => minorOf(available))).toEqual([
    left,
  ]);
  for (const problem of problems) {
    expect(problem).toMatchObject({ type: 'urn:mdtf:problem:insufficient-funds', status: 422 });
    expect(problem.detail).toMatch(
      /^Pot pooled is asked for USD [\d,.]+ and holds USD [\d,.]+: USD [\d,.]+ too little\.$/,
    );
  }
  const refused = ran.filter(({ allocated }) => !allocated).flatMap(({ parts }) => parts);
  expect(
    refused.filter(({ amount }) => minorOf(amount) <= left),
    'none was refused that would fit in what is left',
  ).toEqual([]);
}

function sums(ran: readonly Ran[]) {
  const parts = ran.filter(({ allocated }) => allocated).flatMap((each) => each.parts);
  const of = (pot: string) =>
    parts.filter((part) => part.pot === pot).reduce((sum, part) => sum + minorOf(part.amount), 0n);
  return { internal: of('bank'), total: of('bank') + of('pooled') };
}

const problemsOf = (ran: readonly Ran[]) => ran.flatMap((each) => (each.allocated ? [] : [each.problem]));

/** The sums after each allocation, in the order in which they were made. */
async function sumsInOrder({ database }: ServiceUnderTest<'committee'>, fund: string) {
  const { rows } = await database.pool.query<{ allocated: string; internal: string }>(
    `SELECT replace(payload::jsonb #>> '{data,totals,allocated,amount}', '.', '') AS allocated,
            replace(payload::jsonb #>> '{data,totals,allocatedInternal,amount}', '.', '') AS internal
       FROM entry WHERE fund = $1 AND type = 'AllocationMade' ORDER BY sequence`,
    [fund],
  );
  return rows.map(({ allocated, internal }) => ({ total: BigInt(allocated), internal: BigInt(internal) }));
}
