import type { AllocationEvent, CommitteeEvent, ProposalsEvent } from '@mdtf/contracts';
import type { ReadTables } from './read-tables.ts';

/** The demonstration fund as the other services tell of it, to the cent. */

export const usd = (amount: string) => ({ amount, currency: 'USD' });

/** 09:00 in Zurich in summer. */
export const morning = (day: string): string => `${day}T07:00:00.000Z`;

const both = (en: string) => ({ en, fr: `${en} (fr)` });
const window = (id: string, actsForForum: boolean) => ({
  id,
  title: both(id),
  actsForForum,
  alwaysOpen: false,
  objectives: ['O1'],
});

const charter: Extract<CommitteeEvent, { type: 'CharterAdopted' }>['data']['charter'] = {
  title: both('Partnership'),
  purpose: both('Migration and development'),
  currency: 'USD',
  timeZone: 'Europe/Zurich',
  workingDays: [1, 2, 3, 4, 5],
  holidays: [],
  objectives: [{ id: 'O1', title: both('Follow-up') }],
  windows: [window('W1', true), window('W2', true)],
  calendar: [],
  constituencies: [],
  seats: [],
  quorum: { share: { numerator: 2, denominator: 3 }, minimumPresent: {} },
  decisionMethod: { first: 'consensus', otherwise: 'two-thirds' },
  rules: { R1: { severities: { allocation: 'block', deposited: 'warn', agreed: 'off' } } },
  administrationFeePercent: '1',
  publishes: true,
};

/** A charter's adoption, with what differs from the demonstration's. */
export const charterAdopted = (version: number, change: Partial<typeof charter> = {}): CommitteeEvent => ({
  type: 'CharterAdopted',
  data: { version, charter: { ...charter, ...change }, decisionId: null, document: null },
});

const NO_TOTALS = {
  agreed: 0n,
  agreedInternal: 0n,
  deposited: 0n,
  depositedInternal: 0n,
  allocated: 0n,
  allocatedInternal: 0n,
};

/** Counts the fund's sums as the ledger's entries carry them. */
export function ledger() {
  const sums: Record<keyof typeof NO_TOTALS, bigint> = { ...NO_TOTALS };
  const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));
  const text = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
  return (measure: 'agreed' | 'deposited' | 'allocated', amount: string, internal: boolean) => {
    sums[measure] += cents(amount);
    if (internal) sums[`${measure}Internal`] += cents(amount);
    return Object.fromEntries(
      Object.entries(sums).map(([name, minor]) => [name, usd(text(minor))]),
    ) as Record<keyof typeof NO_TOTALS, { amount: string; currency: string }>;
  };
}

const AGREEMENTS = [
  { id: 'A', donor: 'state-a', amount: '3000000.00' },
  { id: 'B', donor: 'state-b', amount: '2200000.00' },
  {
    id: 'C',
    donor: 'state-c',
    amount: '1300000.00',
    schedule: [
      { due: '2008-05-02', amount: usd('650000.00') },
      { due: '2008-09-15', amount: usd('650000.00') },
    ],
  },
  { id: 'D', donor: 'foundation-d', amount: '300000.00', pot: 'D' },
  { id: 'bank', donor: 'the-bank', amount: '1200000.00', pot: 'bank' },
];

const DEPOSITS = [
  ['2008-02-12', 'A', '1750000.50', '17500.01', '1732500.49'],
  ['2008-03-28', 'B', '2200000.00', '22000.00', '2178000.00'],
  ['2008-04-07', 'D', '300000.00', '3000.00', '297000.00'],
  ['2008-04-14', 'A', '1249999.50', '12499.99', '1237499.51'],
  ['2008-05-02', 'C', '650000.00', '6500.00', '643500.00'],
  ['2008-05-16', 'bank', '1200000.00', '0.00', '1200000.00'],
] as const;

const part = (pot: string, windowId: string | null, amount: string) => ({
  pot,
  windowId,
  amount: usd(amount),
});

const ALLOCATIONS = [
  { on: '2008-03-27', id: 'S0', partner: 'fund-secretariat', parts: [part('pooled', null, '232000.00')] },
  { on: '2008-05-20', id: 'P1', partner: 'iom', parts: [part('pooled', 'W1', '1177000.00')] },
  {
    on: '2008-05-20',
    id: 'P4',
    partner: 'remit-compare',
    parts: [part('D', 'W2', '297000.00'), part('pooled', 'W2', '152400.00')],
  },
  {
    on: '2008-05-20',
    id: 'P5',
    partner: 'health-recruitment',
    parts: [part('bank', 'W1', '102000.00'), part('pooled', 'W1', '582800.00')],
  },
  {
    on: '2008-05-20',
    id: 'P6',
    partner: 'diaspora-health',
    parts: [part('bank', 'W2', '144450.00'), part('pooled', 'W2', '818550.00')],
  },
  { on: '2008-06-17', id: 'T1', partner: 'country-z', parts: [part('pooled', 'W2', '214000.00')] },
  {
    on: '2008-09-09',
    id: 'P2',
    partner: 'planning-consortium',
    parts: [part('bank', 'W2', '180000.00'), part('pooled', 'W2', '1050500.00')],
  },
] as const;

// By pot in proportion to what is left of each, as the ledger draws them.
const TRANSFERS = [
  ['2008-06-02', 'P1', '470800.00', [['pooled', '470800.00']]],
  [
    '2008-06-02',
    'P6',
    '240750.00',
    [
      ['bank', '36112.50'],
      ['pooled', '204637.50'],
    ],
  ],
  [
    '2008-06-02',
    'P4',
    '89880.00',
    [
      ['D', '59400.00'],
      ['pooled', '30480.00'],
    ],
  ],
  ['2008-06-02', 'S0', '116000.00', [['pooled', '116000.00']]],
  ['2008-06-17', 'T1', '128400.00', [['pooled', '128400.00']]],
  [
    '2008-07-14',
    'P5',
    '205440.00',
    [
      ['bank', '30600.00'],
      ['pooled', '174840.00'],
    ],
  ],
] as const;

const SPENT = [
  ['P1', '312480.15'],
  ['P5', '61200.00'],
  ['P6', '90115.40'],
  ['P4', '40250.00'],
  ['T1', '52300.10'],
  ['S0', '98764.35'],
] as const;

const PARTNERS: Record<string, string> = Object.fromEntries(
  ALLOCATIONS.map(({ id, partner }) => [id, partner]),
);

/** A full proposal with a budget of direct and indirect cost. */
export const proposal = (
  proposalId: string,
  content: {
    readonly lead: string;
    readonly direct: string;
    readonly indirect: string;
    readonly requested: string;
    readonly callId?: string;
    readonly recommendations?: readonly string[];
  },
): ProposalsEvent => ({
  type: 'FullProposalSubmitted',
  data: {
    proposalId,
    revision: 1,
    requested: usd(content.requested),
    bankPart: usd('0.00'),
    verdicts: [],
    content: {
      kind: 'project',
      title: `Project ${proposalId}`,
      lead: content.lead,
      ...(content.callId === undefined ? {} : { callId: content.callId }),
      objectives: [],
      recommendations: [...(content.recommendations ?? [])],
      partners: [],
      countries: [],
      startDate: '2008-06-01',
      endDate: '2010-05-31',
      budget: [
        { category: 1, amount: usd(content.direct) },
        { category: 8, amount: usd(content.indirect) },
      ],
      results: [],
      documents: [],
    },
  },
});

/** A partner's financial report once it is accepted. */
export const accepted = (
  activityId: string,
  amount: string,
  change: Partial<{ reportId: string; provisional: boolean; corrects: string; to: string }> = {},
) => ({
  type: 'FinancialReportAccepted' as const,
  data: {
    activityId,
    reportId: change.reportId ?? `${activityId}-2008-3`,
    period: { from: '2008-06-01', to: change.to ?? '2008-09-30' },
    expenditure: usd(amount),
    provisional: change.provisional ?? true,
    corrects: change.corrects ?? null,
    note: null,
  },
});

/** Tells the fund's history up to the report to the Forum of 22 October, each entry recorded when it happened. */
export async function tellImdp(tables: ReadTables): Promise<void> {
  const totals = ledger();
  const { entry } = tables;
  const none = { verdicts: [] };
  await tables.write([
    ...['fund-secretariat', 'iom', 'remit-compare'].map((id) =>
      entry(
        'committee',
        { type: 'OrganisationRegistered', data: { id, name: `The ${id}`, kinds: ['partner'] } },
        { time: morning('2026-01-01'), fund: 'platform' },
      ),
    ),
    entry('committee', charterAdopted(1), { time: '2007-11-16T08:00:00.000Z' }),
    entry('committee', charterAdopted(2), { time: '2008-03-27T08:00:00.000Z' }),
  ]);
  await tables.write([
    entry(
      'proposals',
      {
        type: 'FacilityRequestSubmitted',
        data: {
          stage: 'formal',
          totalSought: usd('8000000.00'),
          internal: usd('1200000.00'),
          donors: [],
          facilityPartners: [],
          substantiveBasis: 'Data and capacities.',
          documents: [],
          revision: 1,
          ...none,
        },
      },
      { time: '2008-01-15T08:00:00.000Z' },
    ),
    entry(
      'proposals',
      proposal('P1', {
        lead: 'iom',
        direct: '1100000.00',
        indirect: '77000.00',
        requested: '1177000.00',
        recommendations: ['R-1', 'R-2'],
      }),
      { time: '2008-01-15T08:00:00.000Z' },
    ),
  ]);
  await tables.write([
    ...AGREEMENTS.map(({ id, donor, amount, schedule = [], pot = 'pooled' }) => {
      const internal = pot === 'bank';
      const agreed: AllocationEvent = {
        type: 'ContributionAgreed',
        data: {
          contributionId: id,
          donor,
          donorName: `The ${donor}`,
          amount: usd(amount),
          internal,
          earmark: pot === id ? { kind: 'hard', windowId: 'W2' } : { kind: 'none' },
          pot,
          feePercent: internal ? '0' : '1',
          oda: null,
          schedule,
          year: null,
          pledged: null,
          signedOn: '2008-02-01',
          totals: totals('agreed', amount, internal),
          ...none,
        },
      };
      return entry('allocation', agreed, { time: '2008-02-01T08:00:00.000Z' });
    }),
    ...DEPOSITS.map((row) => entry('allocation', deposit(row, totals), { time: morning(row[0]) })),
  ]);
  for (const { on, id, parts } of ALLOCATIONS) {
    await tables.write([entry('committee', decision(on, id, parts), { time: morning(on) })]);
    await tables.write(
      parts.slice(0, 1).map(() => entry('allocation', allocation(id, parts, totals), { time: morning(on) })),
    );
  }
  await tables.write(
    TRANSFERS.map(([on, id, amount, parts]) =>
      entry('allocation', transfer(on, id, amount, parts), { time: morning(on) }),
    ),
  );
  await tables.write(
    SPENT.map(([id, amount]) => entry('reporting', accepted(id, amount), { time: morning('2008-10-02') })),
  );
  const late = ['2008-10-06', 'C', '650000.00', '6500.00', '643500.00'] as const;
  await tables.tell('allocation', deposit(late, totals), { time: morning('2008-10-06') });
}

type Totals = ReturnType<typeof ledger>;
type Parts = (typeof ALLOCATIONS)[number]['parts'];

/** A deposit, its fee and net as the ledger counts them. */
export function deposit(
  [receivedOn, contributionId, gross, fee, net]: readonly [string, string, string, string, string],
  totals: Totals,
): AllocationEvent {
  const internal = contributionId === 'bank';
  return {
    type: 'DepositReceived',
    data: {
      depositId: receivedOn,
      contributionId,
      donor: 'donor',
      pot: contributionId === 'D' || internal ? contributionId : 'pooled',
      internal,
      gross: usd(gross),
      fee: usd(fee),
      net: usd(net),
      receivedOn,
      reference: 'Credit advice',
      totals: totals('deposited', gross, internal),
      verdicts: [],
    },
  };
}

const approvedAmount = (parts: Parts): string => {
  const cents = parts.reduce((sum, { amount }) => sum + BigInt(amount.amount.replace('.', '')), 0n);
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
};

function decision(on: string, id: string, parts: Parts): CommitteeEvent {
  return {
    type: 'DecisionTaken',
    data: {
      decisionId: `decision-${id}`,
      agendaItemId: id,
      sessionId: 'session',
      onPaper: null,
      decidedOn: on,
      subject: { kind: 'proposal', id },
      title: `Project ${id}`,
      partner: PARTNERS[id] ?? null,
      outcome: 'approved',
      amounts: [...parts],
      conditions: [],
      reason: 'Agreed.',
      quorum: null,
      tally: null,
      verdicts: [],
      expires: null,
    },
  };
}

function allocation(id: string, parts: Parts, totals: Totals): AllocationEvent {
  let after = totals('allocated', '0.00', false);
  for (const { pot, amount } of parts) after = totals('allocated', amount.amount, pot === 'bank');
  return {
    type: 'AllocationMade',
    data: {
      allocationId: `decision-${id}`,
      decisionId: `decision-${id}`,
      subject: { kind: 'proposal', id },
      title: `Project ${id}`,
      partner: PARTNERS[id] ?? '',
      amounts: [...parts],
      total: usd(approvedAmount(parts)),
      conditions: [],
      totals: after,
      verdicts: [],
    },
  };
}

function transfer(
  valueDate: string,
  id: string,
  amount: string,
  parts: readonly (readonly [string, string])[],
): AllocationEvent {
  return {
    type: 'TrancheDisbursed',
    data: {
      mandateId: id,
      trancheId: `${id}-1`,
      allocationId: `decision-${id}`,
      proposalId: id,
      partner: PARTNERS[id] ?? '',
      amount: usd(amount),
      parts: parts.map(([pot, value]) => ({ pot, amount: usd(value) })),
      valueDate,
      reference: `Transfer ${id}`,
      verdicts: [],
    },
  };
}
