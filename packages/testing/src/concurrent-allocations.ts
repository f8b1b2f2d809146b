import { type Problem, allocationRoutes as routes } from '@mdtf/contracts';
import { type DomainEvent, type Money, minorOf, moneyOf } from '@mdtf/domain';
import type { ServiceUnderTest } from './service-under-test.ts';

/** How many decisions are asked for at once. */
export const CONCURRENT = 200;

/** The part of a decision that is paid from one pot. */
export interface RacePart {
  readonly pot: string;
  readonly windowId: null;
  readonly amount: Money;
}

/** What a race is about: each decision's parts, and the money that comes before all are asked for at once. */
export interface Race {
  readonly fund: string;
  readonly decisions: readonly (readonly RacePart[])[];
  readonly deposits: Readonly<Record<'pooled' | 'bank', bigint>>;
}

/** One request of the race: carried out, or refused with its problem. */
export type Ran =
  | { readonly allocated: true; readonly parts: readonly RacePart[] }
  | { readonly allocated: false; readonly parts: readonly RacePart[]; readonly problem: Problem };

/** Decisions with ample money that all together, and most orders of them, would break the cap. */
export function capRace(fund: string, seed: number): Race {
  const next = random(seed);
  const decisions = Array.from({ length: CONCURRENT }, () => {
    const internal = BigInt(1 + Math.floor(next() * 40_000));
    const others = BigInt(1 + Math.floor(next() * 100_000));
    return next() < 0.2 ? [part('pooled', others)] : [part('bank', internal), part('pooled', others)];
  });
  return { fund, decisions, deposits: { pooled: 10n ** 12n, bank: 10n ** 12n } };
}

/** Decisions within the cap that together ask for about three times what the pot holds. */
export function potRace(fund: string, seed: number): Race {
  const next = random(seed);
  const decisions = Array.from({ length: CONCURRENT }, () => [
    part('pooled', BigInt(1 + Math.floor(next() * 100_000))),
  ]);
  const asked = decisions.flat().reduce((sum, each) => sum + minorOf(each.amount), 0n);
  return { fund, decisions, deposits: { pooled: asked / 3n, bank: 0n } };
}

const part = (pot: string, minor: bigint): RacePart => ({
  pot,
  windowId: null,
  amount: moneyOf(minor, 'USD'),
});

// mulberry32: numbers from 0 up to 1, the same for the same seed.
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Prepares a fund whose decisions were all refused for want of money, lets the money come, and asks for all at once. */
export async function run(
  under: ServiceUnderTest<'committee'>,
  { fund, decisions, deposits }: Race,
): Promise<readonly Ran[]> {
  await under.told('committee', 'platform', ORGANISATIONS);
  await under.told('committee', fund, [CHARTER, ...GRANTS]);
  await under.told(
    'committee',
    fund,
    decisions.map((parts, at) => approval(at, parts)),
  );
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
    await under.ask('treasurer-1', routes.recordDeposit, { params: { ...params, contributionId }, body });
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

// What the committee tells of such a fund, as far as money depends on it.

const ORGANISATIONS: readonly DomainEvent[] = [
  { type: 'OrganisationRegistered', data: { id: 'donor-a', name: 'Donor state A', kinds: ['donor'] } },
  { type: 'OrganisationRegistered', data: { id: 'bank', name: 'Bank', kinds: ['administering-bank'] } },
];

const CHARTER: DomainEvent = {
  type: 'CharterAdopted',
  data: {
    version: 1,
    charter: {
      currency: 'USD',
      timeZone: 'Europe/Zurich',
      publishes: true,
      administrationFeePercent: '1',
      windows: [],
      rules: { R1: { severities: { allocation: 'block' } } },
    },
  },
};

const GRANTS: readonly DomainEvent[] = [
  ['secretariat', 'secretariat'],
  ['treasurer-1', 'treasurer'],
  ['auditor', 'auditor'],
].map(([person, role]) => ({
  type: 'RoleGranted',
  data: { grantId: `grant-${person}`, person, role, organisation: null, seat: null },
}));

function approval(at: number, amounts: readonly RacePart[]): DomainEvent {
  return {
    type: 'DecisionTaken',
    data: {
      decisionId: `d${at}`,
      decidedOn: '2008-05-20',
      subject: { kind: 'proposal', id: `p${at}` },
      title: `Project ${at}`,
      partner: 'partner',
      outcome: 'approved',
      amounts,
      conditions: [],
    },
  };
}
