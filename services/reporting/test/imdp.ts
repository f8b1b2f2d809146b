import type { AllocationEvent, CommitteeEvent } from '@mdtf/contracts';
import { accepted, charterAdopted, deposit, ledger, morning, proposal, type Totals, usd } from './events.ts';
import { AGREEMENTS, ALLOCATIONS, DEPOSITS, SPENT, TRANSFERS } from './imdp-figures.ts';
import type { ReadTables } from './read-tables.ts';

const PARTNERS: Record<string, string> = Object.fromEntries(
  ALLOCATIONS.map(({ id, partner }) => [id, partner]),
);

type Parts = (typeof ALLOCATIONS)[number]['parts'];

/** Tells the demonstration fund's history up to 22 October 2008, each entry recorded when it happened. */
export async function tellImdp(tables: ReadTables): Promise<void> {
  const totals = ledger();
  const { entry } = tables;
  await tellFoundation(tables);
  await tables.write([
    ...AGREEMENTS.map((terms) =>
      entry('allocation', agreement(terms, totals), { time: '2008-02-01T08:00:00.000Z' }),
    ),
    ...DEPOSITS.map((row) => entry('allocation', deposit(row, totals), { time: morning(row[0]) })),
  ]);
  for (const { on, id, parts } of ALLOCATIONS) {
    await tables.tell('committee', decision(on, id, parts), { time: morning(on) });
    await tables.tell('allocation', allocation(id, parts, totals), { time: morning(on) });
  }
  await tables.write([
    ...TRANSFERS.map(([on, id, amount, parts]) =>
      entry('allocation', transfer(on, id, amount, parts), { time: morning(on) }),
    ),
    ...SPENT.map(([id, amount]) => entry('reporting', accepted(id, amount), { time: morning('2008-10-02') })),
  ]);
  const late = ['2008-10-06', 'C', '650000.00', '6500.00', '643500.00'] as const;
  await tables.tell('allocation', deposit(late, totals), { time: morning('2008-10-06') });
}

/** Organisations, both charters, the formal facility request, one proposal. */
async function tellFoundation({ entry, write }: ReadTables): Promise<void> {
  const names = ['fund-secretariat', 'iom', 'remit-compare'];
  await write([
    ...names.map((id) =>
      entry(
        'committee',
        { type: 'OrganisationRegistered', data: { id, name: `The ${id}`, kinds: ['partner'] } },
        { time: morning('2026-01-01'), fund: 'platform' },
      ),
    ),
    entry('committee', charterAdopted(1), { time: '2007-11-16T08:00:00.000Z' }),
    entry('committee', charterAdopted(2), { time: '2008-03-27T08:00:00.000Z' }),
  ]);
  const formal = {
    stage: 'formal' as const,
    totalSought: usd('8000000.00'),
    internal: usd('1200000.00'),
    donors: [],
    facilityPartners: [],
    substantiveBasis: 'Data and capacities.',
    documents: [],
    revision: 1,
    verdicts: [],
  };
  const content = {
    lead: 'iom',
    direct: '1100000.00',
    indirect: '77000.00',
    requested: '1177000.00',
    recommendations: ['R-1', 'R-2'],
  };
  const time = '2008-01-15T08:00:00.000Z';
  await write([
    entry('proposals', { type: 'FacilityRequestSubmitted', data: formal }, { time }),
    entry('proposals', proposal('P1', content), { time }),
  ]);
}

function agreement(
  { id, donor, amount, schedule = [], pot = 'pooled' }: (typeof AGREEMENTS)[number],
  totals: Totals,
): AllocationEvent {
  const internal = pot === 'bank';
  return {
    type: 'ContributionAgreed',
    data: {
      contributionId: id,
      donor,
      donorName: `The ${donor}`,
      amount: usd(amount),
      internal,
      earmark: pot === id && !internal ? { kind: 'hard', windowId: 'W2' } : { kind: 'none' },
      pot,
      feePercent: internal ? '0' : '1',
      oda: null,
      schedule,
      year: null,
      pledged: null,
      signedOn: '2008-02-01',
      totals: totals('agreed', amount, internal),
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
