import { type Problem, allocationRoutes as routes } from '@mdtf/contracts';
import { minorOf, moneyOf } from '@mdtf/domain';
import type { ApprovedAmount } from '../src/domain/events.ts';
import { approval, charter } from '../src/testing/imdp.ts';
import type { AllocationUnderTest } from './allocation-under-test.ts';
import { establish } from './demonstration.ts';

/** How many decisions are asked for at once. */
export const CONCURRENT = 200;

/** What a race is about: each decision's parts, and the money that comes before all are asked for at once. */
export interface Race {
  readonly fund: string;
  readonly decisions: readonly (readonly ApprovedAmount[])[];
  readonly deposits: Readonly<Record<'pooled' | 'bank', bigint>>;
}

/** One request of the race: carried out, or refused with its problem. */
export type Ran =
  | { readonly allocated: true; readonly parts: readonly ApprovedAmount[] }
  | { readonly allocated: false; readonly parts: readonly ApprovedAmount[]; readonly problem: Problem };

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Decisions with ample money that all together, and most orders of them, would break the cap. */
export function capRace(fund: string, seed: number): Race {
  const next = random(seed);
  const decisions = Array.from({ length: CONCURRENT }, () => {
    const internal = BigInt(1 + Math.floor(next() * 40_000));
    const others = BigInt(1 + Math.floor(next() * 100_000));
    return next() < 0.2 ? [amount('pooled', others)] : [amount('bank', internal), amount('pooled', others)];
  });
  return { fund, decisions, deposits: { pooled: 10n ** 12n, bank: 10n ** 12n } };
}

/** Decisions within the cap that together ask for about three times what the pot holds. */
export function potRace(fund: string, seed: number): Race {
  const next = random(seed);
  const decisions = Array.from({ length: CONCURRENT }, () => [
    amount('pooled', BigInt(1 + Math.floor(next() * 100_000))),
  ]);
  const asked = decisions.flat().reduce((sum, each) => sum + minorOf(each.amount), 0n);
  return { fund, decisions, deposits: { pooled: asked / 3n, bank: 0n } };
}

const amount = (pot: string, minor: bigint): ApprovedAmount => ({
  pot,
  windowId: null,
  amount: moneyOf(minor, 'USD'),
});

/** Prepares a fund whose decisions were all refused for want of money, lets the money come, and asks for all at once. */
export async function run(
  under: AllocationUnderTest,
  { fund, decisions, deposits }: Race,
): Promise<readonly Ran[]> {
  await establish(under, fund, charter);
  const taken = decisions.map((parts, at) => approval(`d${at}`, `p${at}`, parts));
  await under.told('committee', fund, taken);
  const params = { fundId: fund };
  for (const [donor, internal, minor] of [
    ['donor-a', false, deposits.pooled],
    ['bank', true, deposits.bank],
  ] as const) {
    if (minor === 0n) continue;
    const contributionId = `from-${donor}`;
    const gift = { id: contributionId, donor, internal, amount: moneyOf(minor, 'USD'), feePercent: '0' };
    await under.ask('secretariat', routes.recordContribution, { params, body: gift });
    const body = { gross: moneyOf(minor, 'USD'), reference: 'wire' };
    await under.ask('treasurer-1', routes.recordDeposit, {
      params: { ...params, contributionId },
      body,
    });
  }
  return Promise.all(
    decisions.map(async (parts, at): Promise<Ran> => {
      const answer = await under.call('secretariat', routes.allocate, {
        params,
        body: { decisionId: `d${at}` },
      });
      return answer.ok
        ? { allocated: true, parts }
        : { allocated: false, parts, problem: answer.body as Problem };
    }),
  );
}
