import type { AllocationEvent, CommitteeEvent, ProposalsEvent } from '@mdtf/contracts';

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

/** Adds to the fund’s sums and tells them as an entry carries them. */
export type Totals = ReturnType<typeof ledger>;

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
