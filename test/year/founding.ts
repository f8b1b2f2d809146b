import {
  allocationRoutes,
  type CallInput,
  type Charter,
  committeeRoutes,
  type ProposalContent,
  proposalsRoutes,
} from '@mdtf/contracts';
import { addMonths, moneyOf } from '@mdtf/domain';
import type { People } from '../journeys/people-of-system.ts';
import { CEILINGS, GIVEN, METHODS } from './model.ts';
import { HOLDERS, LEADS, type PlannedProposal, SEATS } from './plan.ts';

export const FUND = 'year';
export const params = { fundId: FUND };
export const usd = (minor: bigint) => moneyOf(minor, 'USD');

const both = (en: string) => ({ en, fr: en });
const constituencyOf = (seat: string): string =>
  Number(seat) <= 4 ? 'donors' : Number(seat) <= 7 ? 'countries' : 'others';

const window = (id: 'north' | 'south', alwaysOpen: boolean) => ({
  id,
  title: both(id),
  actsForForum: false,
  ceiling: usd(CEILINGS[id]),
  alwaysOpen,
  objectives: ['O1'],
});

/** The charter in its first version, and as the third session amends it: fewer seats are a quorum, a majority decides, silence is shorter, and so are projects. */
export function charterOf(version: 1 | 2): Charter {
  const method = METHODS[version - 1];
  if (method === undefined) throw new RangeError(`There is no version ${version}`);
  const [numerator, denominator] = method.quorum;
  const severities = { proposal: 'warn', agenda: 'warn', decision: 'needs-waiver' } as const;
  return {
    title: both('A larger fund'),
    purpose: both('To run for a year'),
    currency: 'USD',
    timeZone: 'Europe/Zurich',
    workingDays: [1, 2, 3, 4, 5],
    holidays: ['2010-01-01', '2010-04-02', '2010-04-05', '2010-12-25'],
    objectives: [{ id: 'O1', title: both('To be of use') }],
    windows: [window('north', false), window('south', false)],
    calendar: [],
    constituencies: ['donors', 'countries', 'others'].map((id) => ({ id, title: both(id) })),
    seats: SEATS.map((id) => ({
      id,
      constituency: constituencyOf(id),
      title: both(`Seat ${id}`),
      voting: true,
    })),
    quorum: { share: { numerator, denominator }, minimumPresent: { donors: 2, countries: 2 } },
    decisionMethod: { first: 'consensus', otherwise: method.otherwise },
    nonObjection: { workingDays: method.workingDays, ceiling: usd(25_000_000n) },
    rules: {
      R1: {
        severities: {
          proposal: 'off',
          agenda: 'off',
          decision: 'off',
          deposited: 'off',
          allocation: 'block',
        },
      },
      R3: { severities },
      R8: { severities, parameters: { maximumMonths: version === 1 ? 36 : 24 } },
    },
    administrationFeePercent: '0',
    publishes: true,
  };
}

const OTHERS = ['the-bank', 'fund-secretariat'];

/** Organisations, the fund with its seats filled, and all that donors give. */
export async function found(people: People): Promise<void> {
  const ids = [...new Set([...Object.values(HOLDERS), ...LEADS, ...OTHERS])];
  for (const id of ids) {
    const body: CallInput<typeof committeeRoutes.registerOrganisation>['body'] = {
      id,
      name: `Organisation ${id}`,
      kinds: kindsOf(id),
    };
    await people.need('admin', committeeRoutes.registerOrganisation, { body });
  }
  await people.need('admin', committeeRoutes.establishFund, {
    body: { id: FUND, charter: charterOf(1), grants: grants() },
  });
  await people.settle(FUND);
  for (const [seat, organisation] of Object.entries(HOLDERS))
    await people.need('secretariat', committeeRoutes.seatMember, { params, body: { seat, organisation } });
  for (const [pot, minor] of Object.entries(GIVEN)) {
    const [id, internal] = [`gift-${pot}`, pot === 'bank'];
    await people.need('treasurer-1', allocationRoutes.recordContribution, {
      params,
      body: { id, donor: internal ? 'the-bank' : 'donor-a', amount: usd(minor), internal, feePercent: '0' },
    });
    await people.need('treasurer-1', allocationRoutes.recordDeposit, {
      params: { ...params, contributionId: id },
      body: { gross: usd(minor), reference: `Credit advice ${pot}` },
    });
  }
}

function kindsOf(id: string): ('donor' | 'partner' | 'stakeholder' | 'administering-bank')[] {
  if (id === 'the-bank') return ['donor', 'administering-bank'];
  if (id === 'country-z') return ['stakeholder', 'partner'];
  if (id.startsWith('donor')) return ['donor'];
  return id.startsWith('lead') || id === 'fund-secretariat' ? ['partner'] : ['stakeholder'];
}

function grants(): CallInput<typeof committeeRoutes.establishFund>['body']['grants'] {
  return [
    { person: 'secretariat', role: 'secretariat', organisation: 'fund-secretariat' },
    { person: 'chair', role: 'chair' },
    { person: 'auditor', role: 'auditor' },
    { person: 'treasurer-1', role: 'treasurer', organisation: 'the-bank' },
    ...SEATS.map((seat) => ({
      person: `seat-${seat}`,
      role: 'seat-holder' as const,
      seat,
      organisation: HOLDERS[seat] ?? '',
    })),
    ...LEADS.map((organisation) => ({
      person: `of-${organisation}`,
      role: 'partner' as const,
      organisation,
    })),
  ];
}

/** Opens a call and submits what was planned under it. */
export async function openCall(
  people: People,
  id: string,
  due: string,
  proposals: readonly PlannedProposal[],
): Promise<void> {
  await people.need('secretariat', proposalsRoutes.openCall, {
    params,
    body: { id, title: `Call ${id}`, fullProposalsDue: due },
  });
  for (const proposal of proposals) {
    await people.need(`of-${proposal.lead}`, proposalsRoutes.submitProposal, {
      params: { ...params, proposalId: proposal.id },
      body: { stage: 'full', content: contentOf(proposal) },
    });
  }
  await people.settle(FUND);
}

const START = '2011-01-01';

/** A planned proposal as its partner writes it. */
export function contentOf({
  id,
  call,
  windowId,
  lead,
  direct,
  indirect,
  bank,
  months,
}: PlannedProposal): ProposalContent {
  const indicator = { id: 'i1', name: 'Persons', unit: 'persons', target: '100', disaggregatedBy: [] };
  return {
    kind: 'project',
    title: `Proposal ${id}`,
    callId: call,
    windowId,
    objectives: ['O1'],
    recommendations: [],
    mandate: { objectives: 'To help', tasks: 'Helping', expectedResults: 'Help' },
    lead,
    partners: [],
    countries: ['GH'],
    startDate: START,
    endDate: addMonths(START, months),
    budget: [
      { category: 1, amount: usd(direct) },
      { category: 8, amount: usd(indirect) },
    ],
    financing: {
      fund: usd(direct + indirect),
      ...(bank === 0n ? {} : { bankPart: usd(bank) }),
      other: [],
    },
    results: [{ id: 'r1', statement: 'It helps', monetised: false, indicators: [indicator] }],
    documents: [],
  };
}
