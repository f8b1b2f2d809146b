import {
  allocationRoutes,
  type CallInput,
  type Charter,
  committeeRoutes,
  proposalsRoutes,
} from '@mdtf/contracts';
import type { People } from '../people-of-system.ts';

/** The ways in which a committee decides, each with a fund of its own. */
export const METHODS = [
  'consensus',
  'majority',
  'two-thirds',
  'per-constituency',
  'non-objection',
  'paper',
] as const;
export type Method = (typeof METHODS)[number];

/** A fund and how it is reached; `now` moves its clock. */
export interface Governed {
  readonly people: People;
  readonly method: Method;
  readonly fundId: string;
  readonly clock: (now: string) => Promise<void>;
}

export const FOUNDED = '2030-01-07T08:00:00.000Z';
export const SITS_AT = '2030-03-04T09:00:00.000Z';
export const SEATS = ['1', '2', '3', '4', '5'] as const;

/** Who holds which seat; Country Four asks for assistance as well. */
export const HOLDERS: Readonly<Record<string, string>> = {
  '1': 'donor-one',
  '2': 'donor-two',
  '3': 'country-three',
  '4': 'country-four',
  '5': 'civil-society',
};

type Registration = CallInput<typeof committeeRoutes.registerOrganisation>['body'];

const ORGANISATIONS: readonly Registration[] = [
  { id: 'donor-one', name: 'Donor One', kinds: ['donor'], type: 'government' },
  { id: 'donor-two', name: 'Donor Two', kinds: ['donor'], type: 'government' },
  { id: 'country-three', name: 'Country Three', kinds: ['stakeholder'], type: 'government' },
  { id: 'country-four', name: 'Country Four', kinds: ['stakeholder', 'partner'], type: 'government' },
  { id: 'civil-society', name: 'Civil society', kinds: ['stakeholder'], type: 'other' },
  { id: 'agency', name: 'An agency', kinds: ['partner'], type: 'international' },
  { id: 'company', name: 'A company', kinds: ['partner'], type: 'private' },
  { id: 'association', name: 'An association', kinds: ['partner'], type: 'non-governmental' },
  { id: 'partnership', name: 'A partnership', kinds: ['partner'], type: 'other' },
  { id: 'fund-secretariat', name: 'Secretariat', kinds: ['partner'], type: 'other' },
  { id: 'the-bank', name: 'The bank', kinds: ['donor', 'administering-bank'], type: 'bank' },
];

const PARTNERS = ['country-four', 'agency', 'company', 'association', 'partnership'];

const both = (en: string) => ({ en, fr: en });
const usd = (amount: string) => ({ amount, currency: 'USD' });

function charterOf(method: Method): Charter {
  const constituency = (seat: string) => (seat <= '2' ? 'donors' : seat <= '4' ? 'countries' : 'others');
  const counted = method === 'non-objection' || method === 'paper' ? 'consensus' : method;
  return {
    title: both(`Decides by ${method}`),
    purpose: both('To be decided on'),
    currency: 'USD',
    timeZone: 'Europe/Zurich',
    workingDays: [1, 2, 3, 4, 5],
    holidays: [],
    objectives: [{ id: 'O1', title: both('To be of use') }],
    windows: [
      { id: 'W', title: both('The window'), actsForForum: false, alwaysOpen: true, objectives: ['O1'] },
    ],
    calendar: [],
    constituencies: ['donors', 'countries', 'others'].map((id) => ({ id, title: both(id) })),
    seats: SEATS.map((id) => ({
      id,
      constituency: constituency(id),
      title: both(`Seat ${id}`),
      voting: true,
    })),
    quorum: { share: { numerator: 1, denominator: 2 }, minimumPresent: { donors: 1, countries: 1 } },
    decisionMethod: { first: counted, otherwise: 'none' },
    rules: {},
    administrationFeePercent: '0',
    publishes: true,
  };
}

/** Founds the fund that decides by a method: registered organisations, seats filled, money there, a call open. */
export async function foundGoverned(
  people: People,
  method: Method,
  moveClock: (fundId: string, now: string) => Promise<void>,
): Promise<Governed> {
  const fundId = `by-${method}`;
  const params = { fundId };
  const clock = (now: string): Promise<void> => moveClock(fundId, now);
  for (const body of ORGANISATIONS) {
    const answer = await people.ask('admin', committeeRoutes.registerOrganisation, { body });
    if (!answer.ok && answer.status !== 409) throw new Error(JSON.stringify(answer.body));
  }
  await clock(FOUNDED);
  await people.need('admin', committeeRoutes.establishFund, {
    body: { id: fundId, charter: charterOf(method), grants: grants() },
  });
  await people.settle(fundId);
  for (const [seat, organisation] of Object.entries(HOLDERS))
    await people.need('secretariat', committeeRoutes.seatMember, { params, body: { seat, organisation } });
  const gift = {
    id: 'gift',
    donor: 'donor-one',
    amount: usd('5000000.00'),
    internal: false,
    feePercent: '0',
  };
  await people.need('treasurer-1', allocationRoutes.recordContribution, { params, body: gift });
  await people.need('treasurer-1', allocationRoutes.recordDeposit, {
    params: { fundId, contributionId: 'gift' },
    body: { gross: usd('5000000.00'), reference: 'Credit advice' },
  });
  await people.need('secretariat', proposalsRoutes.openCall, {
    params,
    body: { id: 'call', windowId: 'W', title: 'The call', fullProposalsDue: '2030-02-01T22:59:59.000Z' },
  });
  await people.settle(fundId);
  return { people, method, fundId, clock };
}

function grants(): CallInput<typeof committeeRoutes.establishFund>['body']['grants'] {
  return [
    { person: 'secretariat', role: 'secretariat', organisation: 'fund-secretariat' },
    { person: 'secretariat', role: 'partner', organisation: 'fund-secretariat' },
    { person: 'chair', role: 'chair' },
    { person: 'auditor', role: 'auditor' },
    { person: 'observer-1', role: 'observer' },
    { person: 'treasurer-1', role: 'treasurer', organisation: 'the-bank' },
    ...SEATS.map((seat) => ({
      person: `seat-${seat}`,
      role: 'seat-holder' as const,
      seat,
      organisation: HOLDERS[seat] ?? '',
    })),
    ...PARTNERS.map((organisation) => ({
      person: `of-${organisation}`,
      role: 'partner' as const,
      organisation,
    })),
  ];
}
